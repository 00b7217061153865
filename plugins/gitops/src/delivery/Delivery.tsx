import type { ComponentDelivery } from '@slipway/plugin-gitops-common';
import { Flex, Text } from '@backstage/ui';
import { Failure } from '../components/Failure';
import { RelativeTime } from '../components/RelativeTime';
import { DeliveryGrid } from './DeliveryGrid';
import { DeliveryPullRequests } from './DeliveryPullRequests';
import { DeliverySkeleton } from './DeliverySkeleton';
import { EmptyDelivery } from './EmptyDelivery';
import { IndexNotice } from './IndexNotice';
import { summarise } from './summary';
import { useDelivery } from './useDelivery';

const LoadedDelivery = ({ delivery }: { delivery: ComponentDelivery }) => (
  <>
    <IndexNotice delivery={delivery} />
    {delivery.known ? (
      <>
        <Flex justify="between" gap="3" style={{ flexWrap: 'wrap' }}>
          <Text role="status" color="secondary">
            {summarise(delivery)}
          </Text>
          {delivery.index.checkedAt && (
            <Text color="secondary">
              Git read <RelativeTime value={delivery.index.checkedAt} />
            </Text>
          )}
        </Flex>
        <DeliveryGrid delivery={delivery} />
      </>
    ) : (
      <EmptyDelivery delivery={delivery} />
    )}
    <DeliveryPullRequests delivery={delivery} />
  </>
);

/** What runs where, of one component of the GitOps repository. */
export const Delivery = ({ component }: { component: string }) => {
  const { data, error, refetch } = useDelivery(component);
  return (
    <Flex direction="column" gap="4">
      {error && (
        <Failure
          error={error}
          thing={`the delivery of ${component}`}
          onRetry={refetch}
        />
      )}
      {!data && !error && <DeliverySkeleton />}
      {data && <LoadedDelivery delivery={data} />}
    </Flex>
  );
};
