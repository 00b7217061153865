import type {
  BackstageCredentials,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { COMPONENT_ANNOTATION } from '@slipway/plugin-gitops-common';
import { assertOwner } from '@slipway/plugin-gitops-node';
import type { ComponentGuard } from '../access/ComponentGuard';
import type { GitOpsIndex } from '../index/GitOpsIndex';

/** What a {@link ChangeAuthority} is made from. */
export interface ChangeAuthorityOptions {
  catalog: Pick<CatalogService, 'getEntityByRef'>;
  guard: Pick<ComponentGuard, 'require'>;
  index: Pick<GitOpsIndex, 'snapshot'>;
  userInfo: UserInfoService;
  /** Reference of the Group that may change every component. */
  platformGroup: string;
}

/**
 * Knows whose component somebody may plan to change, before anything is rehearsed. The rehearsal's own steps ask the
 * same again of the same person.
 */
export class ChangeAuthority {
  readonly #options: ChangeAuthorityOptions;

  constructor(options: ChangeAuthorityOptions) {
    this.#options = options;
  }

  /**
   * Lets a person plan a change of a component of theirs.
   *
   * @param ref - of the component's entity
   * @throws `NotFoundError` in the same words whether the component is hidden or unknown, `NotAllowedError` that
   * names the team that it belongs to
   */
  async require(credentials: BackstageCredentials, ref: string): Promise<void> {
    const { guard, index, platformGroup, userInfo } = this.#options;
    const name = await this.#nameOf(credentials, ref);
    await guard.require(credentials, name);
    const components = index.snapshot?.components ?? {};
    // `Object.hasOwn`: names come from requests. One that was removed already is known to Git's history alone.
    const component = Object.hasOwn(components, name)
      ? components[name].component
      : undefined;
    if (component) {
      await assertOwner(userInfo, { component, platformGroup }, credentials);
    }
  }

  async #nameOf(
    credentials: BackstageCredentials,
    ref: string,
  ): Promise<string> {
    const parsed = parseRef(ref);
    const entity = await this.#options.catalog.getEntityByRef(parsed, {
      credentials,
    });
    return entity?.metadata.annotations?.[COMPONENT_ANNOTATION] ?? parsed.name;
  }
}

function parseRef(ref: string) {
  try {
    return parseEntityRef(ref, {
      defaultKind: 'Component',
      defaultNamespace: 'default',
    });
  } catch (error) {
    throw new InputError(
      `${JSON.stringify(ref)} names no component; choose one from the list`,
      error,
    );
  }
}
