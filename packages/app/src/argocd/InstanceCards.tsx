import { ApiProvider } from '@backstage/core-app-api';
import { compatWrapper } from '@backstage/core-compat-api';
import { useApi } from '@backstage/core-plugin-api';
import {
  argoCDApiRef,
  EntityArgoCDOverviewCard,
} from '@roadiehq/backstage-plugin-argo-cd';
import {
  Card,
  CardBody,
  CardHeader,
  Flex,
  Skeleton,
  Text,
} from '@backstage/ui';
import { useMemo } from 'react';
import { apisOfInstance, type LocatedInstance } from './apisOfInstance';
import { type InstanceState, useLocatedInstances } from './useLocatedInstances';

const FoundCard = ({ instance }: { instance: LocatedInstance }) => {
  const api = useApi(argoCDApiRef);
  const apis = useMemo(() => apisOfInstance(api, instance), [api, instance]);
  return (
    <ApiProvider apis={apis}>
      {compatWrapper(
        <EntityArgoCDOverviewCard title={`Argo CD · ${instance.name}`} />,
      )}
    </ApiProvider>
  );
};

const reasons = {
  none: 'No Application of this component.',
  nothing:
    'No Application of this component, or this Argo CD does not answer. The Delivery tab tells which.',
  failed: 'Argo CD cannot be asked',
};

const OtherCard = ({ state }: { state: InstanceState }) => (
  <Card>
    <CardHeader>
      <Text as="h2" variant="title-x-small" weight="bold">
        Argo CD · {state.name}
      </Text>
    </CardHeader>
    <CardBody>
      {state.status === 'asking' && <Skeleton height={96} />}
      {(state.status === 'none' || state.status === 'nothing') && (
        <Text as="p" color="secondary">
          {reasons[state.status]}
        </Text>
      )}
      {state.status === 'failed' && (
        <Text as="p" color="danger">
          {reasons.failed}: {state.error.message}
        </Text>
      )}
    </CardBody>
  </Card>
);

/** Upstream's Argo CD card, once for each Argo CD, so that a silent one is seen as silent. */
export const InstanceCards = () => (
  <Flex direction="column" gap="4">
    {useLocatedInstances().map(state =>
      state.status === 'found' ? (
        <FoundCard key={state.name} instance={state.instance} />
      ) : (
        <OtherCard key={state.name} state={state} />
      ),
    )}
  </Flex>
);
