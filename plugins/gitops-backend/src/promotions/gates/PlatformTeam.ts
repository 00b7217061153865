import type { AuthService } from '@backstage/backend-plugin-api';
import {
  RELATION_MEMBER_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { GateOverriders } from './hotfixLabel';

/** What a {@link PlatformTeam} is made from. */
export interface PlatformTeamOptions {
  auth: Pick<AuthService, 'getOwnServiceCredentials'>;
  catalog: Pick<CatalogService, 'getEntityByRef'>;
  /** Reference of the Group that may do everything. */
  platformGroup: string;
}

/**
 * The people whose label counts. A policy of permissions can only be asked on behalf of somebody who is signed in,
 * which nobody is on the forge; the platform team may override gates by any.
 */
export class PlatformTeam implements GateOverriders {
  readonly #options: PlatformTeamOptions;

  constructor(options: PlatformTeamOptions) {
    this.#options = options;
  }

  async include(login: string): Promise<boolean> {
    const { auth, catalog, platformGroup } = this.#options;
    // People are called by their logins in the catalog.
    const person = await catalog.getEntityByRef(
      stringifyEntityRef({ kind: 'User', name: login }),
      { credentials: await auth.getOwnServiceCredentials() },
    );
    const team = platformGroup.toLowerCase();
    return (
      person?.relations?.some(
        ({ type, targetRef }) =>
          type === RELATION_MEMBER_OF && targetRef.toLowerCase() === team,
      ) ?? false
    );
  }
}
