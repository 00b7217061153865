import type { ComponentDelivery } from '@slipway/plugin-gitops-common';
import { Alert, Card, CardBody, CardHeader, Text } from '@backstage/ui';
import { PullRequestList } from '../pullRequests/PullRequestList';

/** The component's open pull requests, or why they are not known. */
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
        {pullRequests.length > 0 && (
          <PullRequestList pullRequests={pullRequests} ofOneComponent />
        )}
      </CardBody>
    </Card>
  );
};
