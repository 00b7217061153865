import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  RELATION_API_CONSUMED_BY,
  RELATION_DEPENDENCY_OF,
  RELATION_PROVIDES_API,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';

/** Something that stops working without the component. */
export interface Dependent {
  entityRef: string;
  /** The API of the component that it consumes; undefined if it depends on the component itself. */
  api?: string;
}

/** What the catalog says depends on a component, and on its APIs. */
export async function dependentsOf(
  catalog: Pick<CatalogService, 'getEntitiesByRefs'>,
  entity: Entity,
  credentials: BackstageCredentials,
): Promise<Dependent[]> {
  const own = stringifyEntityRef(entity);
  const apis = targets(entity, RELATION_PROVIDES_API);
  const { items } = await catalog.getEntitiesByRefs(
    { entityRefs: apis },
    { credentials },
  );
  const consumers = items.flatMap((api, index) =>
    api
      ? targets(api, RELATION_API_CONSUMED_BY).map(entityRef => ({
          entityRef,
          api: apis[index],
        }))
      : [],
  );
  return [
    ...targets(entity, RELATION_DEPENDENCY_OF).map(entityRef => ({
      entityRef,
    })),
    ...consumers,
  ].filter(({ entityRef }) => entityRef !== own);
}

function targets(entity: Entity, type: string): string[] {
  return (entity.relations ?? [])
    .filter(relation => relation.type === type)
    .map(({ targetRef }) => targetRef);
}
