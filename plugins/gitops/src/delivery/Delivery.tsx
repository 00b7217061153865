import type { ComponentDelivery } from '@slipway/plugin-gitops-common';
import { Flex, Text } from '@backstage/ui';
import { Failure } from '../components/Failure';
import { RelativeTime } from '../components/RelativeTime';
import { Stale } from '../components/Stale';
import { useHolds, useOpenPromotions } from '../promotion/usePromotions';
import { DeliveryGrid } from './DeliveryGrid';
import { DeliveryOverlays } from './DeliveryOverlays';
import { DeliveryPullRequests } from './pulls/DeliveryPullRequests';
import { DeliverySkeleton } from './DeliverySkeleton';
import { EmptyDelivery } from './EmptyDelivery';
import { IndexNotice } from './IndexNotice';
import { summarise } from './summary';
import { UnknownPromotions } from './UnknownPromotions';
import { useDelivery } from './useDelivery';
import { useDeliveryActions } from './useDeliveryActions';

const KnownDelivery = ({ delivery }: { delivery: ComponentDelivery }) => {
  const promotions = useOpenPromotions(delivery.component);
  const holds = useHolds(delivery.component);
  const state = useDeliveryActions();
  return (
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
      <UnknownPromotions error={promotions.error ?? holds.error} />
      <DeliveryGrid
        delivery={delivery}
        holds={holds.data ?? []}
        promotions={promotions.data ?? []}
        actions={state.actions}
      />
      <DeliveryOverlays delivery={delivery} state={state} />
    </>
  );
};

/** What runs where, of one component of the GitOps repository. */
export const Delivery = ({ component }: { component: string }) => {
  const { data, dataUpdatedAt, error, refetch } = useDelivery(component);
  const thing = `the delivery of ${component}`;
  return (
    <Flex direction="column" gap="4">
      {error && !data && (
        <Failure error={error} thing={thing} onRetry={refetch} />
      )}
      {error && data && (
        <Stale
          error={error}
          thing={thing}
          readAt={dataUpdatedAt}
          onRetry={refetch}
        />
      )}
      {!data && !error && <DeliverySkeleton />}
      {data && (
        <>
          <IndexNotice delivery={data} />
          {data.known ? (
            <KnownDelivery delivery={data} />
          ) : (
            <EmptyDelivery delivery={data} />
          )}
          <DeliveryPullRequests delivery={data} />
        </>
      )}
    </Flex>
  );
};
