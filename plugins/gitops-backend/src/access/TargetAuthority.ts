import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { ResourcePermission } from '@backstage/plugin-permission-common';
import type { GITOPS_TARGET_RESOURCE_TYPE } from '@slipway/plugin-gitops-common';

/** What a change of a release is made to. */
export interface Target {
  component: string;
  environment: string;
}

/** Decides by ownership and environment about changes of releases. */
export interface TargetAuthority {
  /**
   * Passes if somebody may do something to all targets.
   *
   * @throws `NotFoundError` for a component that they do not see, `NotAllowedError` that names the permission
   */
  require(
    credentials: BackstageCredentials,
    permission: ResourcePermission<typeof GITOPS_TARGET_RESOURCE_TYPE>,
    targets: readonly Target[],
  ): Promise<void>;

  /** The targets of these that somebody may do something to. */
  filter<T extends Target>(
    credentials: BackstageCredentials,
    permission: ResourcePermission<typeof GITOPS_TARGET_RESOURCE_TYPE>,
    targets: readonly T[],
  ): Promise<T[]>;
}
