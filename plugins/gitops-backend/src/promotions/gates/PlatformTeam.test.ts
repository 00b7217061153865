import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { PlatformTeam } from './PlatformTeam';

const user = (name: string, group: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name },
  relations: [{ type: 'memberOf', targetRef: group }],
});

it('has the people whom the catalog says are in the group, whatever the letters of their logins', async () => {
  const team = new PlatformTeam({
    auth: mockServices.auth(),
    catalog: catalogServiceMock({
      entities: [
        user('anna', 'group:default/platform'),
        user('boris', 'group:default/shop'),
      ],
    }),
    platformGroup: 'group:default/Platform',
  });
  expect(await team.include('Anna')).toBe(true);
  expect(await team.include('boris')).toBe(false);
  expect(await team.include('nobody')).toBe(false);
  expect(await team.include('helper[bot]')).toBe(false);
});
