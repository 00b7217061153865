import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import {
  coreServices,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import permissionPlugin from '@backstage/plugin-permission-backend';
import { gitopsTargetPermissions } from '@slipway/plugin-gitops-common';
import permissionModuleGitOps from '@slipway/plugin-permission-backend-module-gitops';
import Router from 'express-promise-router';
import request from 'supertest';
import { fakeAccess } from '../__testUtils__/fakeAccess';
import { snapshotOf } from '../testing/snapshotOf';
import { createTargetAuthority } from './createTargetAuthority';

const index = {
  snapshot: snapshotOf({ shop: 'team-shop', cart: 'team-cart' }),
};

/** Asks the authority about one target, as the endpoints that change something do. */
const asking = createBackendPlugin({
  pluginId: 'gitops',
  register(env) {
    env.registerInit({
      deps: {
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
      },
      async init({ httpAuth, httpRouter, ...deps }) {
        const authority = createTargetAuthority({
          ...deps,
          ...fakeAccess(),
          index,
          platformGroup: 'group:default/platform',
        });
        deps.permissionsRegistry.addPermissions(gitopsTargetPermissions);
        const router = Router();
        router.get('/ask/:component', async (incoming, response) => {
          const { component } = incoming.params;
          const target = { component, environment: 'prod' };
          const credentials = await httpAuth.credentials(incoming);
          const may: string[] = [];
          for (const permission of gitopsTargetPermissions) {
            if (
              (await authority.filter(credentials, permission, [target]))
                .length > 0
            ) {
              may.push(permission.name);
            }
          }
          response.json(may);
        });
        httpRouter.use(router);
      },
    });
  },
});

/** Tells who passes a person's request on, as real tokens do and those of tests do not. */
const actingAuth = createServiceFactory({
  service: coreServices.auth,
  deps: { plugin: coreServices.pluginMetadata },
  factory({ plugin }) {
    const auth = mockServices.auth({ pluginId: plugin.getId() });
    const authenticate = auth.authenticate.bind(auth);
    auth.authenticate = async (token, options) => {
      const credentials = await authenticate(token, options);
      return token.startsWith('mock-service-token:') &&
        auth.isPrincipal(credentials, 'user')
        ? mockCredentials.user(credentials.principal.userEntityRef, {
            actor: { subject: 'plugin:gitops' },
          })
        : credentials;
    };
    return auth;
  },
});

/** Somebody in some groups asks the real permission back end, with the portal's policy. */
async function start(...groups: string[]) {
  const backend = await startTestBackend({
    features: [
      asking,
      permissionPlugin,
      permissionModuleGitOps,
      permissionsServiceFactory,
      httpAuthServiceFactory,
      actingAuth,
      mockServices.rootConfig.factory({
        data: { permission: { enabled: true } },
      }),
      createServiceFactory({
        service: coreServices.userInfo,
        deps: {},
        factory: () =>
          mockServices.userInfo({
            ownershipEntityRefs: ['user:default/anna', ...groups],
          }),
      }),
    ],
  });
  const header = mockCredentials.user.header('user:default/anna');
  return {
    stop: () => backend.stop(),
    async may(component: string) {
      const { body } = await request(backend.server)
        .get(`/api/gitops/ask/${component}`)
        .set('authorization', header)
        .expect(200);
      return body;
    },
    /** What pages ask to show or hide a button. */
    async pageMay(component: string) {
      const { body } = await request(backend.server)
        .post('/api/permission/authorize')
        .set('authorization', header)
        .send({
          items: gitopsTargetPermissions.map(permission => ({
            id: permission.name,
            permission,
            resourceRef: `${component}/prod`,
          })),
        })
        .expect(200);
      const items: { id: string; result: string }[] = body.items;
      return items.filter(one => one.result === 'ALLOW').map(({ id }) => id);
    },
  };
}

describe('the default policy', () => {
  let stop: () => Promise<void> = async () => {};
  afterEach(() => stop());

  const all = gitopsTargetPermissions.map(({ name }) => name);
  const ofOwners = all.filter(name => name !== 'gitops.gate.override');

  it.each([
    ['an owner', ['group:default/team-shop'], ofOwners, []],
    ['the platform team', ['group:default/platform'], all, all],
    ['anybody else', ['group:default/other'], [], []],
  ])('lets %s change what they should', async (_who, groups, own, other) => {
    const portal = await start(...groups);
    stop = portal.stop;
    for (const ask of [portal.may, portal.pageMay]) {
      expect(await ask('shop')).toEqual(own);
      expect(await ask('cart')).toEqual(other);
    }
  });
});
