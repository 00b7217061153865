import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { CreationAuthority } from './CreationAuthority';

describe('CreationAuthority', () => {
  const require = (groups: string[], owner: string) =>
    new CreationAuthority({
      userInfo: mockServices.userInfo({ ownershipEntityRefs: groups }),
      platformGroup: 'group:default/Platform',
    }).require(mockCredentials.user(), owner);

  it.each([
    ['group:default/team-shop', 'group:default/team-shop'],
    ['group:default/Team-Shop', 'team-shop'],
    ['group:default/platform', 'group:default/team-shop'],
  ])('lets a member of %s plan for %s', async (group, owner) => {
    await expect(require([group], owner)).resolves.toBeUndefined();
  });

  it.each([
    ['group:default/team-shop', 'group:default/team-till', 'NotAllowedError'],
    ['group:default/team-shop', 'group:other/team-shop', 'NotAllowedError'],
    ['group:default/team-shop', 'user:default/team-shop', 'NotAllowedError'],
    ['group:default/team-shop', '::', 'InputError'],
  ])('lets no member of %s plan for %s', async (group, owner, name) => {
    await expect(require([group], owner)).rejects.toMatchObject({ name });
  });
});
