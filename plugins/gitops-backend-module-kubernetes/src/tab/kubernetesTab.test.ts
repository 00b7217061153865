import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import kubernetesPlugin, {
  DEFAULT_OBJECTS,
} from '@backstage/plugin-kubernetes-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import request from 'supertest';
import { FakeKubernetes } from '../__testUtils__/FakeKubernetes';
import { until } from '../__testUtils__/until';
import { kubernetesModuleGitOps } from '../module';

jest.setTimeout(60_000);

const shop = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'shop',
    annotations: {
      'backstage.io/kubernetes-label-selector': 'slipway.dev/component=shop',
    },
  },
  spec: { type: 'service', owner: 'team-shop', lifecycle: 'production' },
};

const object = (name: string, namespace: string, component = 'shop') => ({
  metadata: {
    name,
    namespace,
    labels: { 'slipway.dev/component': component },
    managedFields: [{ manager: 'argocd-controller' }],
  },
  spec: { replicas: 2 },
  status: { phase: 'Running' },
});

describe('the tab of the Kubernetes plugin', () => {
  let directory: string;
  let api: FakeKubernetes;
  let backend: TestBackend | undefined;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'kubernetes-tab-'));
    await writeFile(join(directory, 'token'), 'token');
    api = await FakeKubernetes.start();
    api.put('pods', object('web-1', 'shop-prod'));
    api.put('pods', object('web-2', 'shop-dev'));
    api.put('pods', object('cart-1', 'cart-prod', 'cart'));
    api.put('deployments', object('web', 'shop-prod'));
  });

  afterEach(async () => {
    await backend?.stop();
    await api.stop();
    await rm(directory, { recursive: true });
  });

  async function start(
    features: Parameters<typeof startTestBackend>[0]['features'],
    data: object,
  ) {
    backend = await startTestBackend({
      features: [
        kubernetesPlugin,
        catalogServiceMock.factory({ entities: [shop] }),
        mockServices.rootConfig.factory({
          data: {
            kubernetes: {
              serviceLocatorMethod: { type: 'multiTenant' },
              clusterLocatorMethods: [],
            },
            ...data,
          },
        }),
        ...(features ?? []),
      ],
    });
    const { server } = backend;
    return () =>
      request(server)
        .post('/api/kubernetes/services/shop')
        .set('authorization', mockCredentials.user.header())
        .send({ entity: shop, auth: {} });
  }

  const startOurs = (features: Parameters<typeof start>[0] = []) =>
    start([kubernetesModuleGitOps, ...(features ?? [])], {
      gitops: {
        clusters: [
          {
            name: 'yc',
            kubernetes: { url: api.url, tokenFile: join(directory, 'token') },
          },
        ],
      },
    });

  /** What the plugin's own fetcher asks for, and how it passes it on. It cannot be run in a test of Jest. */
  const listAsUpstream = () =>
    Promise.all(
      DEFAULT_OBJECTS.map(async kind => {
        const root = kind.group ? `apis/${kind.group}` : 'api';
        const list = await fetch(
          `${api.url}/${root}/${kind.apiVersion}/${kind.plural}?labelSelector=slipway.dev%2Fcomponent%3Dshop`,
        );
        const { items } = await list.json();
        return { type: kind.objectType, resources: items };
      }),
    );

  it('shows what upstream shows, also after changes, and asks no cluster when somebody looks', async () => {
    const look = await startOurs();
    await look().expect(200);
    const kinds = DEFAULT_OBJECTS.length;
    await until(() => api.watches === kinds);
    expect(api.calls).toEqual({ lists: kinds, watches: kinds });

    api.put('pods', object('web-0', 'shop-prod'));
    api.remove('pods', object('web-2', 'shop-dev'));
    await until(async () => {
      const { text } = await look();
      return text.includes('web-0') && !text.includes('web-2');
    });
    const viewers = await Promise.all(
      Array.from({ length: 20 }, () => look().expect(200)),
    );
    expect(api.calls).toEqual({ lists: kinds, watches: kinds });
    const resources = await listAsUpstream();
    expect(resources.flatMap(one => one.resources)).toHaveLength(3);
    for (const { body } of viewers) {
      expect(body.items).toEqual([
        { cluster: { name: 'yc' }, podMetrics: [], resources, errors: [] },
      ]);
    }
  });

  it('shows an error of a cluster that is not reachable, at once for who comes later', async () => {
    const look = await startOurs();
    await api.stop();
    const first = await look().expect(200);
    const startedAt = performance.now();
    const { body } = await look().expect(200);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    expect(body).toEqual(first.body);
    expect(body.items).toEqual([
      {
        cluster: { name: 'yc' },
        podMetrics: [],
        resources: [],
        errors: [
          {
            errorType: 'FETCH_ERROR',
            message: 'The Kubernetes API of yc is not reachable',
          },
        ],
      },
    ]);
  });

  it('shows nothing to whom upstream shows nothing', async () => {
    const look = await startOurs([
      mockServices.permissions.factory({ result: AuthorizeResult.DENY }),
    ]);
    await look().expect(403);
    expect(api.asked).toEqual([]);
  });
});
