import type {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { GitOpsIndex } from '../index/GitOpsIndex';
import { CatalogComponents } from './CatalogComponents';
import type {
  Visibility,
  VisibleComponent,
  VisibleComponents,
} from './VisibleComponents';

/** What {@link createVisibility} asks. */
export interface VisibilityOptions {
  auth: Pick<AuthService, 'isPrincipal'>;
  catalog: Pick<CatalogService, 'streamEntities'>;
  index: Pick<GitOpsIndex, 'snapshot'>;
}

/** Lets the catalog decide which components somebody may know of, by their own credentials. */
export function createVisibility(options: VisibilityOptions): Visibility {
  const { auth, index } = options;
  const catalog = new CatalogComponents(options.catalog);
  return {
    async of(credentials, { maxAgeMs } = {}) {
      if (auth.isPrincipal(credentials, 'user')) {
        const { userEntityRef } = credentials.principal;
        return visible(
          await catalog.of(`user ${userEntityRef}`, credentials, maxAgeMs),
          [],
        );
      }
      const { subject } = servicePrincipal(auth, credentials);
      return {
        ...visible(
          await catalog.of(`service ${subject}`, credentials, maxAgeMs),
          Object.keys(index.snapshot?.components ?? {}),
        ),
        unlimited: true,
      };
    },
  };
}

function servicePrincipal(
  auth: Pick<AuthService, 'isPrincipal'>,
  credentials: BackstageCredentials,
) {
  if (!auth.isPrincipal(credentials, 'service')) {
    throw new NotAllowedError(
      'Components are shown to people and services only; sign in first',
    );
  }
  return credentials.principal;
}

/** @param others - components without an entity that are visible all the same */
function visible(
  entities: ReadonlyMap<string, VisibleComponent>,
  others: readonly string[],
): VisibleComponents {
  const names = new Set([...entities.keys(), ...others]);
  return {
    has: component => names.has(component),
    get: component => entities.get(component),
    names: [...names].sort(),
  };
}
