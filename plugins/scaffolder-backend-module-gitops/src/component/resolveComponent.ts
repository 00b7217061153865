import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity, parseEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  COMPONENT_ANNOTATION,
  componentNameProblem,
} from '@slipway/plugin-gitops-common';

/** A component of the GitOps repository as the catalog knows it. */
export interface ResolvedComponent {
  name: string;
  entityRef: string;
  /** Undefined once it is unregistered. */
  entity?: Entity;
}

/**
 * Finds the component that an entity stands for, with the rights of the person.
 *
 * @throws InputError if the entity is no component of the GitOps repository.
 */
export async function resolveComponent(
  catalog: Pick<CatalogService, 'getEntityByRef'>,
  entityRef: string,
  credentials: BackstageCredentials,
): Promise<ResolvedComponent> {
  const ref = parseEntityRef(entityRef, {
    defaultKind: 'Component',
    defaultNamespace: 'default',
  });
  const entity = await catalog.getEntityByRef(ref, { credentials });
  const name = entity
    ? entity.metadata.annotations?.[COMPONENT_ANNOTATION]
    : ref.name;
  if (name === undefined) {
    throw new InputError(
      `${entityRef} has no annotation ${COMPONENT_ANNOTATION}, so it is no component of the GitOps repository; choose another`,
    );
  }
  const problem = componentNameProblem(name);
  if (problem) {
    throw new InputError(
      `${entityRef} names no component of the GitOps repository: ${problem}`,
    );
  }
  return { name, entityRef, entity };
}
