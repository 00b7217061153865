import { createHmac } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  availabilitySchema,
  boardResponseSchema,
  cellDetailSchema,
  componentDeliverySchema,
  environmentsResponseSchema,
  type IndexStatus,
  type ObservedApplication,
  reviewSummarySchema,
} from '@slipway/plugin-gitops-common';
import {
  gitopsClusterStatusExtensionPoint,
  gitopsForgeExtensionPoint,
} from '@slipway/plugin-gitops-node';
import request from 'supertest';
import { parse } from 'yaml';
import { gitopsPlugin } from './plugin';
import { componentEntity } from './testing/componentEntity';
import { FakeForge, forgePullRequest } from './testing/FakeForge';
import { GITOPS_FILES, GitFixture, releaseLayer } from './testing/GitFixture';
import { startStaticServer, type StaticServer } from './testing/staticServer';

const METHODS = ['get', 'post', 'put', 'delete'] as const;
const WANTED = {
  kind: 'promotion',
  environment: 'dev',
  parts: [{ component: 'shop', version: '1.5.0' }],
};
/** What requests say that are decided by what they are about. */
const BODIES: Record<string, object> = {
  '/promotions': WANTED,
  '/promotions/preview': WANTED,
  '/promotions/{id}/cancel': { reason: 'Not now' },
  '/promotions/{id}/take-out': { component: 'shop', reason: 'Not now' },
  '/holds/{component}/{environment}': { reason: 'Look' },
};
const SECRET = 'a secret of the test';
const healthy: ObservedApplication = {
  name: 'shop-dev',
  component: 'shop',
  environment: 'dev',
  sync: 'Synced',
  health: 'Healthy',
  images: ['ghcr.io/acme/shop:1.5.0'],
};

jest.setTimeout(60_000);

const untilAborted = (signal: AbortSignal) =>
  new Promise<void>(resolve => {
    signal.addEventListener('abort', () => resolve());
  });

describe('gitops plugin', () => {
  let directory: string;
  let fixture: GitFixture;
  let server: StaticServer;
  let forge: FakeForge;
  let stop: (() => Promise<void>) | undefined;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'gitops-plugin-'));
    fixture = await GitFixture.create(join(directory, 'work'));
    await fixture.commit(GITOPS_FILES);
    await fixture.git(
      'clone',
      '--quiet',
      '--bare',
      '.',
      join(directory, 'served/acme/infra-gitops.git'),
    );
    await publish();
    server = await startStaticServer(join(directory, 'served'));
    forge = new FakeForge();
    forge.repositories.add('acme/taken');
  });

  afterEach(async () => {
    await stop?.();
    stop = undefined;
    await server.close();
    await rm(directory, { recursive: true, force: true });
  });

  /** Makes commits visible to clients of git's plain HTTP protocol. */
  async function publish() {
    const served = join(directory, 'served/acme/infra-gitops.git');
    await fixture.git('push', '--quiet', '--all', served);
    await fixture.git(`--git-dir=${served}`, 'update-server-info');
  }

  async function startBackend(
    permission:
      AuthorizeResult.ALLOW | AuthorizeResult.DENY = AuthorizeResult.ALLOW,
  ) {
    const backend = await startTestBackend({
      features: [
        gitopsPlugin,
        createBackendModule({
          pluginId: 'gitops',
          moduleId: 'test',
          register(env) {
            env.registerInit({
              deps: {
                forges: gitopsForgeExtensionPoint,
                clusters: gitopsClusterStatusExtensionPoint,
              },
              async init({ forges, clusters }) {
                forges.setForge(forge);
                clusters.addProvider({
                  cluster: 'yc',
                  watch: async (listener, { signal }) => {
                    listener.onApplications(new Map([['', healthy]]));
                    await untilAborted(signal);
                  },
                  readObjects: async () => [],
                });
                clusters.addProvider({
                  cluster: 'vk',
                  // Accepts and never answers.
                  watch: (_listener, { signal }) => untilAborted(signal),
                  readObjects: (_name, { signal }) =>
                    untilAborted(signal).then(() => []),
                });
              },
            });
          },
        }),
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'https://portal.example.com' },
            gitops: {
              repository: `${server.url}/acme/infra-gitops`,
              refreshInterval: { hours: 1 },
              webhookSecret: SECRET,
              dataDir: join(directory, 'data'),
            },
          },
        }),
        mockServices.permissions.factory({ result: permission }),
        catalogServiceMock.factory({
          entities: [
            {
              apiVersion: 'backstage.io/v1alpha1',
              kind: 'Group',
              metadata: { name: 'team-shop' },
              spec: { type: 'team', children: [] },
            },
            {
              apiVersion: 'backstage.io/v1alpha1',
              kind: 'Component',
              metadata: { name: 'registered' },
              spec: { type: 'service', lifecycle: 'x', owner: 'team-shop' },
            },
            componentEntity('shop'),
          ],
        }),
      ],
    });
    stop = () => backend.stop();
    return request(backend.server);
  }

  type Client = Awaited<ReturnType<typeof startBackend>>;
  const get = (client: Client, path: string) =>
    client
      .get(`/api/gitops${path}`)
      .set('authorization', mockCredentials.user.header());

  /** A webhook is how a test, too, says that there is news; then it looks until they are there. */
  async function deliver(client: Client, id: string) {
    const body = '{}';
    const signature = createHmac('sha256', SECRET).update(body).digest('hex');
    await client
      .post('/api/gitops/webhooks/github')
      .set({
        'content-type': 'application/json',
        'x-hub-signature-256': `sha256=${signature}`,
        'x-github-delivery': id,
        'x-github-event': 'push',
      })
      .send(body)
      .expect(202, { accepted: true });
  }

  async function untilIndex(
    client: Client,
    condition: (index: IndexStatus) => boolean,
  ) {
    // Ends by itself: a loop outlives the test that jest gave up.
    const deadline = Date.now() + 20_000;
    let response = await get(client, '/environments');
    while (response.status !== 200 || !condition(response.body.index)) {
      if (Date.now() > deadline) {
        throw new Error(`Not so after 20 s: ${JSON.stringify(response.body)}`);
      }
      response = await get(client, '/environments');
    }
    return response;
  }

  const untilIndexed = (client: Client, wanted: string) =>
    untilIndex(client, ({ commit }) => commit === wanted);

  it('shows a component with live and hanging clusters within two seconds, and news after a webhook', async () => {
    const client = await startBackend();
    await untilIndexed(client, await fixture.head());

    const started = Date.now();
    const first = await get(client, '/components/shop/delivery').expect(200);
    expect(Date.now() - started).toBeLessThan(2_000);
    const delivery = componentDeliverySchema.parse(first.body);
    expect(delivery).toMatchObject({
      component: 'shop',
      known: true,
      owner: 'team-shop',
      clusters: [{ name: 'yc', title: 'Yandex Cloud' }, { name: 'vk' }],
      environments: [
        { name: 'dev', cells: [{ cluster: 'yc', state: 'synced' }] },
        {
          name: 'prod',
          cells: [
            { cluster: 'yc', state: 'not-deployed' },
            { cluster: 'vk', state: 'unreachable' },
          ],
        },
      ],
      pullRequests: [],
    });

    const commit = await fixture.commit({
      'apps/shop/overlays/dev/release/kustomization.yaml':
        releaseLayer('1.6.0'),
    });
    await publish();
    await deliver(client, 'news-1');
    await untilIndexed(client, commit);
    const second = await get(client, '/components/shop/delivery');
    expect(second.body.environments[0].cells[0]).toMatchObject({
      state: 'progressing',
      desired: { version: '1.6.0', commit },
      synced: { version: '1.5.0' },
    });
  });

  it('has what it knows on the board, for those who may see it', async () => {
    await fixture.commit({
      'apps/hidden/component.yaml': GITOPS_FILES[
        'apps/shop/component.yaml'
      ].replaceAll('shop', 'hidden'),
      'apps/hidden/overlays/dev/kustomization.yaml': 'kind: Kustomization\n',
    });
    await publish();
    const client = await startBackend();
    await untilIndexed(client, await fixture.head());
    const { body, text } = await get(client, '/board').expect(200);
    expect(boardResponseSchema.parse(body)).toMatchObject({
      clusters: [{ name: 'yc', title: 'Yandex Cloud' }, { name: 'vk' }],
      rows: [
        {
          component: 'shop',
          entityRef: 'component:default/shop',
          state: 'unreachable',
          cells: [
            { environment: 'dev', state: 'synced', versions: ['1.5.0'] },
            { environment: 'prod', state: 'unreachable' },
          ],
        },
      ],
      total: 1,
      states: { synced: 1, 'not-deployed': 1, unreachable: 1 },
    });
    expect(text).not.toContain('hidden');
    await get(client, '/board?limit=0').expect(400);
  });

  it('shows everything behind a cell, and nothing behind one that is not', async () => {
    const client = await startBackend();
    await untilIndexed(client, await fixture.head());
    const { body } = await get(client, '/components/shop/cells/dev/yc');
    expect(cellDetailSchema.parse(body)).toMatchObject({
      cell: { cluster: 'yc', state: 'synced' },
      objects: [],
      pods: { state: 'unknown' },
    });
    const away = await get(client, '/components/shop/cells/prod/vk');
    expect(away.body).toMatchObject({
      cell: { state: 'unreachable' },
      objects: { state: 'unreachable' },
    });
    for (const place of ['cart/cells/dev/yc', 'shop/cells/dev/vk']) {
      await get(client, `/components/${place}`).expect(404);
    }
  });

  it('sends credentials of the forge with git, and never shows them', async () => {
    const client = await startBackend();
    await untilIndexed(client, await fixture.head());
    expect(server.requests[0].authorization).toBe('Basic c2VjcmV0');
    const { text } = await get(client, '/components/shop/delivery');
    expect(text).not.toContain('c2VjcmV0');
  });

  it('lists pull requests by what their files touch', async () => {
    await fixture.git('switch', '--quiet', '--create', 'promote');
    const commit = await fixture.commit({
      'apps/shop/overlays/prod/release/kustomization.yaml':
        releaseLayer('1.5.0'),
    });
    await fixture.git('switch', '--quiet', 'main');
    await publish();
    forge.pullRequests = [
      forgePullRequest(7, { branch: 'promote', commit, approvals: 1 }),
    ];
    const client = await startBackend();
    await untilIndexed(client, await fixture.head());
    const all = await get(client, '/pull-requests?state=open');
    expect(reviewSummarySchema.array().parse(all.body.pullRequests)).toEqual([
      {
        ...forge.pullRequests[0],
        components: ['shop'],
        environments: ['prod'],
        plan: 'none',
      },
    ]);
    const other = await get(client, '/pull-requests?component=cart');
    expect(other.body.pullRequests).toEqual([]);
    await get(client, '/pull-requests?state=closed').expect(400);
    await get(client, '/pull-requests?component=../x').expect(400);
  });

  it.each([
    ['free', 'team-shop', true, {}],
    ['free', 'group:default/team-shop', true, {}],
    ['free', undefined, true, {}],
    ['free', 'user:default/casey', false, { owner: 'conflict' }],
    ['free', 'nobody', false, { owner: 'conflict' }],
    ['free', 'a:b:c/d', false, { owner: 'conflict' }],
    ['taken', 'team-shop', false, { repository: 'conflict' }],
    ['registered', 'team-shop', false, { entity: 'conflict' }],
    ['shop', 'team-shop', false, { entity: 'conflict', overlay: 'conflict' }],
    ['Not-A-Label', 'team-shop', false, { name: 'conflict' }],
    ['%2e%2e%2fetc', 'team-shop', false, { name: 'conflict' }],
  ])(
    'says whether %s can be created for %s: %s',
    async (name, owner, available, expected) => {
      const client = await startBackend();
      await untilIndexed(client, await fixture.head());
      const query = owner ? `?owner=${encodeURIComponent(owner)}` : '';
      const { body } = await get(
        client,
        `/components/${name}/availability${query}`,
      ).expect(200);
      const result = availabilitySchema.parse(body);
      expect(result.available).toBe(available);
      expect(
        Object.fromEntries(
          result.checks
            .filter(check => check.status !== 'ok')
            .map(check => [check.id, check.status]),
        ),
      ).toEqual(expected);
    },
  );

  it('does not give away hosts and namespaces that another component has', async () => {
    const host = (name: string) => `- { op: add, value: ${name} }\n`;
    await fixture.commit({
      'environments.yaml': GITOPS_FILES['environments.yaml'].replace(
        '- name: prod',
        '- name: eu-dev\n    clusters: [vk]\n  - name: prod',
      ),
      'apps/shop/overlays/eu-dev/kustomization.yaml': 'kind: Kustomization\n',
      'apps/shop/overlays/prod/host.yaml': host('Cart.localhost'),
      // The end of a host, and an address that the component calls, are no hosts of its own.
      'apps/shop/overlays/dev/host.yaml': host('my-free.dev.localhost'),
      'apps/shop/base/config.yaml': 'API: https://free.localhost/api\n',
    });
    await publish();
    const client = await startBackend();
    await untilIndexed(client, await fixture.head());
    const conflicts = async (name: string) => {
      const { body } = await get(client, `/components/${name}/availability`);
      return availabilitySchema
        .parse(body)
        .checks.filter(check => check.status !== 'ok')
        .map(({ id, status, url }) => [id, status, url?.split('/').at(-1)]);
    };
    expect(await conflicts('cart')).toEqual([['host', 'conflict', 'shop']]);
    expect(await conflicts('shop-eu')).toEqual([
      ['namespace', 'conflict', 'shop'],
    ]);
    expect(await conflicts('free')).toEqual([]);
  });

  it('does not call a name free, nor the page broken, while the forge is away', async () => {
    const client = await startBackend();
    await untilIndexed(client, await fixture.head());
    forge.isAway = true;
    const { body } = await get(client, '/components/free/availability');
    expect(body).toMatchObject({
      available: false,
      checks: expect.arrayContaining([
        {
          id: 'repository',
          status: 'unknown',
          message: 'The repository could not be checked: the forge is away',
        },
      ]),
    });
    const delivery = await get(client, '/components/shop/delivery').expect(200);
    expect(delivery.body).toMatchObject({
      pullRequests: [],
      pullRequestsProblem: 'the forge is away',
      environments: [{ cells: [{ state: 'synced' }] }, {}],
    });
    await get(client, '/pull-requests').expect(503);
  });

  it('shows file, line and reason of a malformed commit beside the last good state', async () => {
    const client = await startBackend();
    await untilIndexed(client, await fixture.head());
    await fixture.commit({ 'environments.yaml': 'kind: [' });
    await publish();
    await deliver(client, 'bad-1');
    const { body } = await untilIndex(client, ({ problem }) => !!problem);
    expect(environmentsResponseSchema.parse(body)).toMatchObject({
      environments: [{ name: 'dev' }, { name: 'prod' }],
      index: { problem: { file: 'environments.yaml', line: 1 } },
    });
  });

  it('has every endpoint of its description, and none that is open', async () => {
    const description = parse(
      await readFile(join(__dirname, '../schema/openapi.yaml'), 'utf8'),
    );
    const denied = await startBackend(AuthorizeResult.DENY);
    const operations = Object.entries<object>(description.paths).flatMap(
      ([path, methods]) =>
        METHODS.filter(method => method in methods).map(method => ({
          method,
          body: BODIES[path],
          // There is no such promotion, so that there is nothing to be refused.
          refusal: /promotions.{id}.(cancel|take-out)/.test(path) ? 404 : 403,
          path: `/api/gitops${path}`
            .replace(/\{(name|component)\}/, 'shop')
            .replace('{environment}', 'dev')
            .replace('{cluster}', 'yc')
            .replace('{number}', '1')
            .replace('{id}', 'a'.repeat(64)),
        })),
    );
    expect(operations.length).toBeGreaterThan(5);
    for (const { method, path, body, refusal } of operations) {
      // What forges send has proofs of its own.
      const ofForge =
        path.includes('/webhooks/') ||
        (method === 'post' && path.endsWith('/releases'));
      if (!ofForge) {
        const ask = () => denied[method](path).send(body);
        await ask().expect(refusal);
        await ask()
          .set('authorization', mockCredentials.none.header())
          .expect(401);
      }
    }
    await denied.post('/api/gitops/webhooks/github').send('{}').expect(401);
    await denied.post('/api/gitops/releases').send('{}').expect(401);
  });
});
