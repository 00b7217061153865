import { getCompoundEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef, useEntity } from '@backstage/plugin-catalog-react';
import {
  Card,
  CardBody,
  CardHeader,
  Flex,
  Link,
  Skeleton,
  Text,
} from '@backstage/ui';
import { Failure } from '../../components/Failure';
import { Queries } from '../../components/Queries';
import { componentOf } from '../componentOf';
import { useDelivery } from '../useDelivery';
import { EnvironmentLine } from './EnvironmentLine';
import styles from './DeliveryCard.module.css';

const SKELETON_LINES = ['first', 'second'];

const Lines = ({ component, tab }: { component: string; tab?: string }) => {
  const { data, error, refetch } = useDelivery(component);
  if (!data) {
    return error ? (
      <Failure
        error={error}
        thing={`the delivery of ${component}`}
        onRetry={refetch}
      />
    ) : (
      <div role="status" aria-busy aria-label="Loading the delivery">
        {SKELETON_LINES.map(line => (
          <div key={line} className={styles.line}>
            <Skeleton width="4rem" height="1.25rem" />
            <Skeleton width="10rem" height="1.25rem" />
          </div>
        ))}
      </div>
    );
  }
  if (!data.known) {
    const [pull] = data.pullRequests;
    return (
      <Text as="p" color="secondary">
        {pull
          ? `It runs nowhere yet; pull request #${pull.number} waits for a review.`
          : `${component} is not in the GitOps repository, so it runs nowhere.`}
      </Text>
    );
  }
  return (
    <ul className={styles.lines} aria-label="Environments">
      {data.environments.map(environment => (
        <EnvironmentLine
          key={environment.name}
          environment={environment}
          tab={tab}
        />
      ))}
    </ul>
  );
};

/** Card of a component's overview: one line for each environment, which leads to the *Delivery* tab. */
export const DeliveryCard = () => {
  const { entity } = useEntity();
  const { kind, namespace, name } = getCompoundEntityRef(entity);
  const page = useRouteRef(entityRouteRef)?.({
    kind: kind.toLowerCase(),
    namespace: namespace.toLowerCase(),
    name,
  });
  const tab = page && `${page}/delivery`;
  return (
    <Queries>
      <Card>
        <CardHeader>
          <Flex justify="between" align="center">
            <Text as="h2" variant="title-x-small" weight="bold">
              Delivery
            </Text>
            {tab && <Link href={tab}>All details</Link>}
          </Flex>
        </CardHeader>
        <CardBody>
          <Lines component={componentOf(entity)} tab={tab} />
        </CardBody>
      </Card>
    </Queries>
  );
};
