import type { AuthService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  COMPONENT_ANNOTATION,
  type GitOpsComponent,
} from '@slipway/plugin-gitops-common';
import type { GitOpsIndex } from '../index/GitOpsIndex';

const SLUG_ANNOTATION = 'github.com/project-slug';

/** What {@link ReleaseComponents} is made from. */
export interface ReleaseComponentsOptions {
  auth: AuthService;
  catalog: CatalogService;
  index: Pick<GitOpsIndex, 'snapshot'>;
}

/** Which component a repository builds, by the catalog and by the GitOps repository. */
export class ReleaseComponents {
  readonly #options: ReleaseComponentsOptions;

  constructor(options: ReleaseComponentsOptions) {
    this.#options = options;
  }

  /** Whether the catalog has a component of this name that is built by this repository. */
  async isOf(component: string, repository: string): Promise<boolean> {
    const { auth, catalog } = this.#options;
    const { items } = await catalog.getEntities(
      {
        filter: {
          kind: 'Component',
          [`metadata.annotations.${COMPONENT_ANNOTATION}`]: component,
          [`metadata.annotations.${SLUG_ANNOTATION}`]: repository,
        },
        fields: ['metadata.annotations'],
      },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    return items.some(
      ({ metadata: { annotations } }) =>
        annotations?.[COMPONENT_ANNOTATION] === component &&
        sameSlug(annotations[SLUG_ANNOTATION], repository),
    );
  }

  /**
   * The component as the GitOps repository has it.
   *
   * @returns undefined if it has none of this name, or says that another repository builds it
   * @throws `ServiceUnavailableError` if the GitOps repository was never read
   */
  deployed(component: string, repository: string): GitOpsComponent | undefined {
    const { snapshot } = this.#options.index;
    if (!snapshot) {
      throw new ServiceUnavailableError(
        'The GitOps repository is not read yet; report the release again later',
      );
    }
    const found = Object.hasOwn(snapshot.components, component)
      ? snapshot.components[component].component
      : undefined;
    return found && sameSlug(found.repository, repository) ? found : undefined;
  }
}

/** Forges do not tell repositories apart by case. */
function sameSlug(one: string | undefined, other: string): boolean {
  return one?.toLocaleLowerCase('en-US') === other.toLocaleLowerCase('en-US');
}
