import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useQuery } from '@tanstack/react-query';

const LIMIT = 500;
const STALE_MS = 300_000;

/** The references that things of the person are owned by: their own, and those of their groups. */
export function useMine() {
  const identity = useApi(identityApiRef);
  return useQuery({
    queryKey: ['mine'],
    staleTime: STALE_MS,
    queryFn: async () =>
      (await identity.getBackstageIdentity()).ownershipEntityRefs,
  });
}

/** Entities of a kind, by reference and by what people call them. */
export function useEntityChoices(kind: 'group' | 'system') {
  const catalog = useApi(catalogApiRef);
  return useQuery({
    queryKey: ['entity-choices', kind],
    staleTime: STALE_MS,
    queryFn: async () => {
      const { items } = await catalog.queryEntities({
        filter: { kind },
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.title',
        ],
        orderFields: [{ field: 'metadata.name', order: 'asc' }],
        limit: LIMIT,
      });
      return items.map(entity => ({
        id: stringifyEntityRef(entity),
        label: entity.metadata.title ?? entity.metadata.name,
      }));
    },
  });
}
