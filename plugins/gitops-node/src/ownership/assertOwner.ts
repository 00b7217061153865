import type {
  BackstageCredentials,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type { GitOpsComponent } from '@slipway/plugin-gitops-common';

/** Whether a person is in at least one of some groups, given by their references. */
export async function belongsToOneOf(
  userInfo: UserInfoService,
  groups: readonly string[],
  credentials: BackstageCredentials,
): Promise<boolean> {
  const { ownershipEntityRefs } = await userInfo.getUserInfo(credentials);
  const own = new Set(ownershipEntityRefs.map(ref => ref.toLowerCase()));
  return groups.some(group => own.has(group.toLowerCase()));
}

/** Whose component somebody wants to change. */
export interface Ownership {
  component: Pick<GitOpsComponent, 'name' | 'owner'>;
  /** Reference of the Group that may change every component. */
  platformGroup: string;
  /** Thrown to whoever does not own the component instead of its owner's name, so that it stays unknown. */
  unknown?: Error;
}

/**
 * Refuses people who neither are in the team that owns a component nor in the platform team. The team is the one
 * that the GitOps repository names: anybody can register an entity that says it is somebody's component.
 *
 * @throws `NotAllowedError` that names the team
 */
export async function assertOwner(
  userInfo: UserInfoService,
  { component: { name, owner }, platformGroup, unknown }: Ownership,
  credentials: BackstageCredentials,
): Promise<void> {
  const groups = [`group:default/${owner}`, platformGroup];
  if (!(await belongsToOneOf(userInfo, groups, credentials))) {
    throw (
      unknown ??
      new NotAllowedError(
        `${name} belongs to ${owner}; ask someone of that team to change it. Nothing was created.`,
      )
    );
  }
}
