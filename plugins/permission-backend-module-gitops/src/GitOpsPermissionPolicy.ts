import type { PolicyDecision } from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { decide } from './decide';

/** The portal's policy: everybody signed in reads and proposes, owners remove, the platform team does the rest. */
export class GitOpsPermissionPolicy implements PermissionPolicy {
  readonly #platformGroup: string;

  /** @param platformGroup - reference of the Group that may do everything */
  constructor(platformGroup: string) {
    this.#platformGroup = platformGroup;
  }

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    return decide(permission, user?.info, this.#platformGroup);
  }
}
