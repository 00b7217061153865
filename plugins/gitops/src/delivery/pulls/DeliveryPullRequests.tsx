import type { ComponentDelivery } from '@slipway/plugin-gitops-common';
import { Alert, Card, CardBody, CardHeader, Text } from '@backstage/ui';
import { describeFailure } from '../../components/Failure/describeFailure';
import { DeliveryPullRequest } from './DeliveryPullRequest';
import styles from './Pulls.module.css';
import { useComponentReviews } from './useComponentReviews';

/** Of so many it is said at once what they change; of the others on request, because every plan is read by itself. */
const AT_ONCE = 5;

const Pulls = ({ component, pullRequests }: ComponentDelivery) => {
  const { data, error } = useComponentReviews(component);
  return (
    <>
      {error && !data && (
        <Alert
          icon
          status="warning"
          title="Verdicts and checks are not known"
          description={describeFailure(error, 'them').description}
        />
      )}
      <ul className={styles.list} aria-label="Pull requests">
        {pullRequests.map((pull, position) => (
          <DeliveryPullRequest
            key={pull.number}
            component={component}
            pull={pull}
            review={data?.find(({ number }) => number === pull.number)}
            atOnce={position < AT_ONCE}
          />
        ))}
      </ul>
    </>
  );
};

/** The component's open pull requests with what each changes of it, or why they are not known. */
export const DeliveryPullRequests = ({
  delivery,
}: {
  delivery: ComponentDelivery;
}) => {
  const { pullRequests, pullRequestsProblem } = delivery;
  return (
    <Card>
      <CardHeader>
        <Text as="h2" variant="title-x-small" weight="bold">
          Open pull requests
        </Text>
      </CardHeader>
      <CardBody>
        {pullRequestsProblem && (
          <Alert
            icon
            status="warning"
            title="Pull requests are not known"
            description={pullRequestsProblem}
          />
        )}
        {!pullRequestsProblem && pullRequests.length === 0 && (
          <Text as="p" color="secondary">
            None. Nothing waits to change this component.
          </Text>
        )}
        {pullRequests.length > 0 && <Pulls {...delivery} />}
      </CardBody>
    </Card>
  );
};
