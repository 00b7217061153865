import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  isTemplateEntityV1beta3,
  type TemplateEntityV1beta3,
} from '@backstage/plugin-scaffolder-common';

/**
 * A template that a person may see.
 *
 * @throws `NotFoundError` if there is none, `InputError` if the reference is none of a template
 */
export async function findTemplate(
  catalog: Pick<CatalogService, 'getEntityByRef'>,
  ref: string,
  credentials: BackstageCredentials,
): Promise<TemplateEntityV1beta3> {
  const entity = await catalog.getEntityByRef(parse(ref), { credentials });
  if (!entity) {
    throw new NotFoundError(
      `There is no template ${ref}; choose one from the list`,
    );
  }
  if (!isTemplateEntityV1beta3(entity)) {
    throw new InputError(`${ref} is no template; choose one from the list`);
  }
  return entity;
}

function parse(ref: string): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(ref, {
        defaultKind: 'Template',
        defaultNamespace: 'default',
      }),
    );
  } catch (error) {
    throw new InputError(
      `${JSON.stringify(ref)} names no template; choose one from the list`,
      error,
    );
  }
}
