import {
  RELATION_API_CONSUMED_BY,
  RELATION_DEPENDENCY_OF,
  RELATION_PROVIDES_API,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useQuery } from '@tanstack/react-query';

/** Something that stops working without the component. */
export interface Dependent {
  entityRef: string;
  /** The API of the component that it consumes; undefined if it depends on the component itself. */
  api?: string;
}

/** What the catalog says depends on a component, and on its APIs. */
export function useDependents(entity: Entity | undefined) {
  const catalog = useApi(catalogApiRef);
  return useQuery({
    queryKey: ['dependents', entity && stringifyEntityRef(entity)],
    queryFn: async (): Promise<Dependent[]> => {
      const apis = targets(entity, RELATION_PROVIDES_API);
      const { items } = await catalog.getEntitiesByRefs({ entityRefs: apis });
      const consumers = items.flatMap((api, index) =>
        targets(api, RELATION_API_CONSUMED_BY).map(entityRef => ({
          entityRef,
          api: apis[index],
        })),
      );
      const own = entity && stringifyEntityRef(entity);
      return [
        ...targets(entity, RELATION_DEPENDENCY_OF).map(ref => ({
          entityRef: ref,
        })),
        ...consumers,
      ].filter(({ entityRef }) => entityRef !== own);
    },
    enabled: entity !== undefined,
  });
}

function targets(entity: Entity | undefined, type: string): string[] {
  return (entity?.relations ?? [])
    .filter(relation => relation.type === type)
    .map(({ targetRef }) => targetRef);
}
