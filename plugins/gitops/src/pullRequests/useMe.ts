import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { COMPONENT_ANNOTATION } from '@slipway/plugin-gitops-common';
import { useQuery } from '@tanstack/react-query';
import type { Me } from './queue';

const OWNED_LIMIT = 500;
const STALE_MS = 300_000;

/** Who is signed in, their groups, and what these own, as the catalog knows it. */
export function useMe() {
  const catalog = useApi(catalogApiRef);
  const identity = useApi(identityApiRef);
  return useQuery({
    queryKey: ['me'],
    staleTime: STALE_MS,
    queryFn: async (): Promise<Me> => {
      const { userEntityRef, ownershipEntityRefs } =
        await identity.getBackstageIdentity();
      const { items } = await catalog.queryEntities({
        filter: {
          kind: 'component',
          'relations.ownedBy': ownershipEntityRefs,
        },
        fields: ['metadata.annotations'],
        limit: OWNED_LIMIT,
      });
      return {
        login: nameOf(userEntityRef),
        groups: ownershipEntityRefs
          .filter(ref => ref.startsWith('group:'))
          .map(nameOf),
        components: new Set(
          items.flatMap(
            ({ metadata }) =>
              metadata.annotations?.[COMPONENT_ANNOTATION] ?? [],
          ),
        ),
      };
    },
  });
}

/** `casey` of `user:default/casey`. */
function nameOf(entityRef: string): string {
  return entityRef.slice(entityRef.lastIndexOf('/') + 1).toLowerCase();
}
