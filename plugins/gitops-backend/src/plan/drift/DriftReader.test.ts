import { NotAllowedError } from '@backstage/errors';
import type {
  KubernetesObject,
  LiveObject,
  OverlayPlan,
  Plan,
} from '@slipway/plugin-gitops-common';
import type { LiveObjectsProvider } from '@slipway/plugin-gitops-node';
import { planOf } from '../../testing/FakePlanner';
import { ClusterDrift, type ClusterDriftTimes } from './ClusterDrift';
import { DriftReader } from './DriftReader';

const cost = { replicas: 0, cpuMillis: 0, memoryMiB: 0 };

const overlay = (
  name: string,
  rest: Partial<OverlayPlan> = {},
): OverlayPlan => ({
  path: `apps/${name}/overlays/prod`,
  component: name,
  environment: 'prod',
  application: `${name}-prod`,
  clusters: ['yc', 'vk'],
  clustersRemoved: [],
  clustersAdded: [],
  change: 'changed',
  sync: { automated: true, prune: true, selfHeal: false },
  version: {},
  objects: [],
  hosts: { claimed: [], released: [] },
  namespaces: { added: [], removed: [] },
  cost: { before: cost, after: cost },
  findings: [],
  ...rest,
});

const planWith = (...overlays: OverlayPlan[]): Plan =>
  planOf({ base: 'b', head: 'h' }, { overlays });

const deployment = (replicas: number): KubernetesObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'app', namespace: 'shop-prod' },
  spec: { replicas },
});

const scaledByHand: LiveObject[] = [
  { live: deployment(7), expected: deployment(2) },
];

function cluster(
  name: string,
  answer: (
    application: string,
    signal: AbortSignal,
  ) => Promise<LiveObject[]> = async () => scaledByHand,
  times: ClusterDriftTimes = {
    cacheMs: 60_000,
    deadlineMs: 2_000,
    timeoutMs: 2_000,
  },
) {
  const asked: string[] = [];
  const provider: LiveObjectsProvider = {
    cluster: name,
    readLiveObjects: ({ application, signal }) => {
      asked.push(application);
      return answer(application, signal);
    },
  };
  return { asked, drift: new ClusterDrift(provider, times) };
}

/** Answers only when given up. */
const hang = (_application: string, signal: AbortSignal) =>
  new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });

const shown = (plan: Plan, ...clusters: { drift: ClusterDrift }[]) =>
  new DriftReader(clusters.map(one => one.drift)).show(plan);

const REPLICAS = {
  objects: [
    {
      id: 'apps/Deployment/shop-prod/app',
      fields: [{ path: 'spec.replicas', before: 7, after: 2 }],
    },
  ],
};

describe('drift of a plan', () => {
  it('is looked up on each cluster of the overlays that change', async () => {
    const [yc, vk] = [cluster('yc'), cluster('vk', async () => [])];
    const plan = planWith(
      overlay('shop'),
      overlay('only-yc', { clusters: ['yc'] }),
      overlay('moves', { clustersAdded: ['vk'] }),
      overlay('new', { change: 'added' }),
      overlay('gone', { change: 'removed' }),
      overlay('broken', {
        problem: { side: 'head', reason: 'invalid', message: 'no' },
      }),
    );
    const result = await shown(plan, yc, vk);
    expect(yc.asked).toEqual(['shop-prod', 'only-yc-prod', 'moves-prod']);
    expect(vk.asked).toEqual(['shop-prod']);
    expect(result.overlays.map(one => one.drift)).toEqual([
      { yc: REPLICAS, vk: { objects: [] } },
      { yc: REPLICAS },
      { yc: REPLICAS },
      undefined,
      undefined,
      undefined,
    ]);
    expect(result.verdict.level).toBe('attention');
    expect(plan.overlays[0]).not.toHaveProperty('drift');
  });

  it('leaves a plan as it is without clusters to ask', async () => {
    const plan = planWith(overlay('shop'));
    expect(await shown(plan)).toBe(plan);
    expect(await shown(plan, cluster('elsewhere'))).toBe(plan);
  });

  it('is unknown of a cluster that refuses, and known of the other', async () => {
    const vk = cluster('vk', async () => {
      throw new NotAllowedError('refused');
    });
    const result = await shown(planWith(overlay('shop')), cluster('yc'), vk);
    expect(result.overlays[0].drift).toEqual({
      yc: REPLICAS,
      vk: { unknown: 'refused', objects: [] },
    });
  });

  it('waits for a cluster that hangs no longer than the deadline, however much there is to ask', async () => {
    const vk = cluster('vk', hang, {
      cacheMs: 60_000,
      deadlineMs: 100,
      timeoutMs: 300,
    });
    const plan = planWith(
      ...Array.from({ length: 200 }, (_, index) => overlay(`shop-${index}`)),
    );
    const reader = new DriftReader([cluster('yc').drift, vk.drift]);
    const startedAt = performance.now();
    const { overlays, verdict } = await reader.show(plan);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    expect(overlays).toHaveLength(200);
    for (const { drift } of overlays) {
      expect(drift).toEqual({
        yc: REPLICAS,
        vk: { unknown: 'vk did not answer within 0.1 s', objects: [] },
      });
    }
    expect(verdict.reasons).toHaveLength(1);
    // Those that hang keep the others from being asked for.
    expect(vk.asked).toHaveLength(4);
  });

  it('has its slow answer shown to who looks next, who does not wait again', async () => {
    let answer: (objects: LiveObject[]) => void = () => {};
    const slow = new Promise<LiveObject[]>(resolve => {
      answer = resolve;
    });
    const yc = cluster('yc', () => slow, {
      cacheMs: 60_000,
      deadlineMs: 50,
      timeoutMs: 5_000,
    });
    const reader = new DriftReader([yc.drift]);
    const plan = planWith(overlay('shop', { clusters: ['yc'] }));
    const first = await reader.show(plan);
    expect(first.overlays[0].drift?.yc.unknown).toBeDefined();
    answer(scaledByHand);
    await slow;
    const second = await reader.show(plan);
    expect(second.overlays[0].drift?.yc).toEqual(REPLICAS);
    expect(yc.asked).toHaveLength(1);
  });

  it('is asked for once for all who look, and again when the answer is old', async () => {
    const plan = planWith(overlay('shop', { clusters: ['yc'] }));
    const yc = cluster('yc');
    const reader = new DriftReader([yc.drift]);
    await Promise.all(Array.from({ length: 20 }, () => reader.show(plan)));
    expect(yc.asked).toHaveLength(1);

    let replicas = 7;
    const fresh = cluster(
      'yc',
      async () => [{ live: deployment(replicas), expected: deployment(2) }],
      { cacheMs: 1, deadlineMs: 2_000, timeoutMs: 2_000 },
    );
    const later = new DriftReader([fresh.drift]);
    expect((await later.show(plan)).verdict.level).toBe('attention');
    replicas = 2;
    let level: string;
    do {
      await new Promise(setImmediate);
      ({ level } = (await later.show(plan)).verdict);
    } while (level !== 'safe');
    expect(fresh.asked.length).toBeGreaterThan(1);
  });
});
