import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type {
  CatalogService,
  CatalogServiceRequestOptions,
} from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';

/** A catalog that hides entities from people, and nothing from services. */
export function catalogShowing(
  entities: readonly Entity[],
  shows: (entity: Entity, person: string) => boolean,
): CatalogService {
  const auth = mockServices.auth();
  const as = (options: object | undefined) => {
    const { credentials } = options as CatalogServiceRequestOptions;
    const person = auth.isPrincipal(credentials, 'user')
      ? credentials.principal.userEntityRef
      : undefined;
    return catalogServiceMock({
      entities: entities.filter(
        one => person === undefined || shows(one, person),
      ),
    });
  };
  return catalogServiceMock.mock({
    getEntities: (request, options) =>
      as(options).getEntities(request, options),
    getEntityByRef: (reference, options) =>
      as(options).getEntityByRef(reference, options),
    streamEntities: (request, options) =>
      as(options).streamEntities(request, options),
  });
}
