import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { COMPONENT_ANNOTATION } from '@slipway/plugin-gitops-common';
import { useQuery } from '@tanstack/react-query';
import { SLOW_POLL_MS } from '../components/Queries';

const SHOWN = 12;

/** A component of the catalog that the GitOps repository deploys. */
export interface MyService {
  /** Name of the catalog entity. */
  name: string;
  namespace: string;
  /** Name in the GitOps repository. */
  component: string;
}

/** Deployed components that the person, or a group of theirs, owns. */
export function useMyServices() {
  const catalog = useApi(catalogApiRef);
  const identity = useApi(identityApiRef);
  return useQuery({
    queryKey: ['my-services'],
    refetchInterval: SLOW_POLL_MS,
    queryFn: async () => {
      const { ownershipEntityRefs } = await identity.getBackstageIdentity();
      const { items, totalItems } = await catalog.queryEntities({
        filter: {
          kind: 'component',
          'relations.ownedBy': ownershipEntityRefs,
        },
        fields: ['metadata.name', 'metadata.namespace', 'metadata.annotations'],
        orderFields: [{ field: 'metadata.name', order: 'asc' }],
        limit: SHOWN,
      });
      const services = items.flatMap(({ metadata }): MyService[] => {
        const component = metadata.annotations?.[COMPONENT_ANNOTATION];
        const namespace = metadata.namespace ?? 'default';
        return component ? [{ name: metadata.name, namespace, component }] : [];
      });
      return { services, more: totalItems > items.length };
    },
  });
}
