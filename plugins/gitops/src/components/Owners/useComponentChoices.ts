import { useApi } from '@backstage/frontend-plugin-api';
import {
  CATALOG_FILTER_EXISTS,
  catalogApiRef,
} from '@backstage/plugin-catalog-react';
import { COMPONENT_ANNOTATION } from '@slipway/plugin-gitops-common';
import { useQuery } from '@tanstack/react-query';

const LIMIT = 2_000;
const STALE_MS = 300_000;

/** Components that Git delivers, by their name in the GitOps repository. */
export function useComponentChoices() {
  const catalog = useApi(catalogApiRef);
  return useQuery({
    queryKey: ['component-choices'],
    staleTime: STALE_MS,
    queryFn: async () => {
      const { items } = await catalog.queryEntities({
        filter: {
          kind: 'component',
          [`metadata.annotations.${COMPONENT_ANNOTATION}`]:
            CATALOG_FILTER_EXISTS,
        },
        fields: ['metadata.annotations'],
        limit: LIMIT,
      });
      const names = items.flatMap(
        ({ metadata }) => metadata.annotations?.[COMPONENT_ANNOTATION] ?? [],
      );
      return [...new Set(names)].sort().map(id => ({ id, label: id }));
    },
  });
}
