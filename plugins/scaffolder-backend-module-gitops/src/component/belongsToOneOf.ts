import {
  BackstageCredentials,
  UserInfoService,
} from '@backstage/backend-plugin-api';

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
