import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  KubernetesFetcher,
  ObjectFetchParams,
  ObjectToFetch,
} from '@backstage/plugin-kubernetes-node';
import { FakeKubernetes } from '../__testUtils__/FakeKubernetes';
import { until } from '../__testUtils__/until';
import type { WatchTimes } from '../watch/watchTimes';
import { FollowedCluster } from './FollowedCluster';
import { TAB_TIMES } from './tabTimes';
import { WatchingFetcher } from './WatchingFetcher';

const kind = (
  objectType: ObjectToFetch['objectType'],
  group = '',
): ObjectToFetch => ({
  group,
  apiVersion: 'v1',
  plural: objectType,
  objectType,
});
const pods = kind('pods');
const deployments = kind('deployments', 'apps');

const web = (phase: string) => ({
  metadata: {
    name: 'web',
    namespace: 'shop-prod',
    labels: { 'slipway.dev/component': 'shop' },
  },
  status: { phase },
});

describe('the fetcher that follows what is looked at', () => {
  let directory: string;
  let api: FakeKubernetes;
  let cluster: FollowedCluster;
  let upstream: jest.Mocked<KubernetesFetcher>;
  let fetcher: WatchingFetcher;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'watching-fetcher-'));
    await writeFile(join(directory, 'token'), 'token');
    api = await FakeKubernetes.start();
    api.put('pods', web('Running'));
    open();
  });

  afterEach(async () => {
    await cluster.close();
    await api.stop();
    await rm(directory, { recursive: true });
  });

  function open(times: Partial<WatchTimes> = {}) {
    cluster = new FollowedCluster(
      { name: 'yc', url: api.url, tokenFile: join(directory, 'token') },
      { ...TAB_TIMES, probeAfterMs: 60_000, retryMs: 20, ...times },
    );
    upstream = {
      fetchObjectsForService: jest.fn().mockResolvedValue({
        errors: [],
        responses: [],
      }),
      fetchPodMetricsByNamespaces: jest.fn(),
    };
    fetcher = new WatchingFetcher(upstream, new Map([['yc', cluster]]));
  }

  const look = (
    kinds: ObjectToFetch[],
    params: Partial<ObjectFetchParams> = {},
  ) =>
    fetcher.fetchObjectsForService({
      serviceId: 'shop',
      clusterDetails: { name: 'yc', url: 'http://localhost', authMetadata: {} },
      credential: { type: 'anonymous' },
      objectTypesToFetch: new Set(kinds),
      labelSelector: 'slipway.dev/component=shop',
      customResources: [],
      ...params,
    });
  const phases = async () => {
    const { responses } = await look([pods]);
    return responses.flatMap(one =>
      one.type === 'pods' ? one.resources.map(pod => pod.status?.phase) : [],
    );
  };
  const shows = (...expected: string[]) =>
    until(async () => (await phases()).join() === expected.join());
  /** What is answered once something is wrong. */
  const failure = (kinds: ObjectToFetch[]) =>
    until(async () => {
      const reply = await look(kinds);
      return reply.errors.length > 0 && reply;
    });

  it('lists once for all who look, and shows what changes', async () => {
    await Promise.all(Array.from({ length: 20 }, phases));
    await until(() => api.watches === 1);
    expect(api.calls).toEqual({ lists: 1, watches: 1 });

    api.put('pods', web('Failed'));
    await shows('Failed');
    api.remove('pods', web('Failed'));
    await shows();
    expect(api.calls).toEqual({ lists: 1, watches: 1 });
    expect(upstream.fetchObjectsForService).not.toHaveBeenCalled();
  });

  it('asks upstream for what is not followed, and for nothing else', async () => {
    const secrets = kind('secrets');
    const certificates = {
      ...kind('customresources', 'cert-manager.io'),
      objectType: 'customresources' as const,
    };
    const params = { customResources: [certificates] };
    const { responses } = await look([pods, secrets], params);
    expect(responses).toMatchObject([{ type: 'pods', resources: [{}] }]);
    expect(upstream.fetchObjectsForService).toHaveBeenCalledTimes(1);
    expect(upstream.fetchObjectsForService).toHaveBeenCalledWith(
      expect.objectContaining({
        ...params,
        objectTypesToFetch: new Set([secrets]),
      }),
    );
    expect(api.asked.map(one => one.pathname)).not.toContain('/api/v1/secrets');

    await look([pods], {
      clusterDetails: {
        name: 'other',
        url: 'http://localhost',
        authMetadata: {},
      },
    });
    expect(upstream.fetchObjectsForService).toHaveBeenCalledTimes(2);
  });

  it('lets upstream say what is forbidden', async () => {
    const forbidden = {
      errors: [{ errorType: 'UNAUTHORIZED_ERROR' as const, statusCode: 403 }],
      responses: [],
    };
    upstream.fetchObjectsForService.mockResolvedValue(forbidden);
    api.instead = (_request, response) => response.writeHead(403).end();
    expect(await look([pods, deployments])).toEqual(forbidden);
  });

  it('keeps no more than it may, and asks upstream for the rest', async () => {
    const padding = 'x'.repeat(600_000);
    api.put('pods', { ...web('Running'), ...{ padding } });
    await shows('Running');
    const second = web('Running');
    second.metadata.name = 'second';
    api.put('pods', { ...second, ...{ padding } });
    await shows();
    expect(upstream.fetchObjectsForService).toHaveBeenCalled();
    expect((await look([pods])).responses).toEqual([]);
  });

  it('says that a cluster is not reachable, which is not that it is empty', async () => {
    await shows('Running');
    await api.stop();
    const gone = await failure([pods, deployments]);
    expect(gone).toEqual({
      errors: [
        {
          errorType: 'FETCH_ERROR',
          message: 'The Kubernetes API of yc is not reachable',
        },
      ],
      responses: [],
    });
  });

  it('notices a cluster that hangs, keeps nobody waiting for it, and finds it again', async () => {
    await cluster.close();
    open({ probeAfterMs: 100, probeMs: 50, listMs: 200, longestMs: 40 });
    await shows('Running');
    api.instead = () => {};
    const found = await failure([pods]);
    expect(found.errors).toMatchObject([{ errorType: 'FETCH_ERROR' }]);

    api.instead = undefined;
    api.put('pods', web('Pending'));
    api.cut();
    await shows('Pending');
    expect(upstream.fetchObjectsForService).not.toHaveBeenCalled();
  });

  it('follows nothing once nobody looks, and begins again when somebody does', async () => {
    await cluster.close();
    open({ idleMs: 30 });
    await look([pods, deployments]);
    await until(() => api.watches === 2);
    await until(() => api.watches === 0);
    await shows('Running');
    expect(api.calls.lists).toBe(3);
  });

  it('leaves to upstream what more services consist of than it follows', async () => {
    const names = Array.from({ length: 17 }, (_, index) => `service-${index}`);
    for (const name of names) {
      await look([pods], { labelSelector: `slipway.dev/component=${name}` });
    }
    expect(upstream.fetchObjectsForService).toHaveBeenCalledTimes(1);
  });
});
