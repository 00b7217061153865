import { mockServices } from '@backstage/backend-test-utils';
import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import {
  cellDetailSchema,
  type Observation,
  type PodSummary,
  type Promotion,
} from '@slipway/plugin-gitops-common';
import { snapshotOf } from '../testing/snapshotOf';
import { CellReader, type CellReaderOptions } from './CellReader';

const NOW = new Date('2026-11-21T12:00:00Z');
const PLACE = { component: 'shop', environment: 'prod', cluster: 'yc' };
const everything = { has: () => true };

const unwatched = {
  cluster: 'yc',
  subscribe: () => {},
  peekPods: () => undefined,
  peekWarnings: () => undefined,
};

const observed: Observation = {
  status: 'observed',
  observedAt: NOW.toISOString(),
  applications: [
    {
      name: 'shop-prod',
      component: 'shop',
      environment: 'prod',
      sync: 'Synced',
      health: 'Healthy',
      images: ['shop:1.4.2'],
      url: 'https://argocd.example.com/applications/argocd/shop-prod',
    },
  ],
};

function setUp(options: Partial<CellReaderOptions> = {}) {
  const readObjects = jest.fn(async () => [
    { id: '1', group: 'apps', kind: 'Deployment', name: 'shop' },
  ]);
  const readPods = jest.fn(async () => [
    {
      name: 'shop-1',
      namespace: 'shop-prod',
      phase: 'Running',
      ready: true,
      restarts: 0,
      containers: [],
    },
  ]);
  const readWarnings = jest.fn(async () => []);
  let observation = observed;
  const reader = new CellReader({
    index: {
      snapshot: snapshotOf({ shop: 'team-shop' }, [
        {
          name: 'prod',
          images: [{ name: 'shop', newTag: '1.4.2' }],
          committedAt: '2026-11-20T10:00:00Z',
        },
      ]),
    },
    clusters: [
      {
        cluster: 'yc',
        ready: async () => {},
        readComponent: () => observation,
        readObjects,
      },
    ],
    workloads: [{ ...unwatched, readPods, readWarnings }],
    links: [
      {
        kind: 'metrics',
        title: 'Grafana',
        url: 'https://grafana.example.com/d/x?var-ns={namespace}&var-c={component}&from={from}&to={to}',
      },
    ],
    logger: mockServices.logger.mock(),
    now: () => NOW,
    ...options,
  });
  return {
    readObjects,
    readPods,
    read: async (place = PLACE) =>
      cellDetailSchema.parse(await reader.read(place, everything)),
    setObservation: (next: Observation) => {
      observation = next;
    },
  };
}

describe('CellReader', () => {
  it('puts together what all sources know of a cell', async () => {
    const newest = jest.fn(async () => []);
    const { read, readObjects, readPods } = setUp({ changes: { newest } });
    const [first] = await Promise.all([read(), read(), read()]);
    expect(first).toMatchObject({
      component: 'shop',
      environment: 'prod',
      namespace: 'shop-prod',
      cell: { cluster: 'yc', state: 'synced' },
      objects: [{ kind: 'Deployment' }],
      pods: [{ name: 'shop-1' }],
      events: [],
      changes: [],
      promotions: [],
    });
    expect(newest).toHaveBeenCalledWith(PLACE, 5);
    // Who looks at the same time shares the answer.
    expect(readObjects).toHaveBeenCalledTimes(1);
    expect(readObjects).toHaveBeenCalledWith(
      'shop-prod',
      expect.any(AbortSignal),
    );
    expect(readPods).toHaveBeenCalledTimes(1);
  });

  it('links with the time since the last change', async () => {
    const at = Date.parse('2026-11-20T10:00:00Z');
    const { links } = await setUp().read();
    expect(links).toEqual([
      {
        kind: 'argocd',
        title: 'Argo CD',
        url: 'https://argocd.example.com/applications/argocd/shop-prod',
      },
      {
        kind: 'metrics',
        title: 'Grafana',
        url: `https://grafana.example.com/d/x?var-ns=shop-prod&var-c=shop&from=${at}&to=${NOW.getTime()}`,
      },
    ]);
  });

  it('asks an Argo CD that is away for nothing', async () => {
    const { read, readObjects, setObservation } = setUp();
    setObservation({
      status: 'unreachable',
      reason: 'away',
      last: { ...observed, observedAt: '2026-11-21T11:00:00Z' },
    });
    expect(await read()).toMatchObject({
      cell: { state: 'unreachable', observedAt: '2026-11-21T11:00:00Z' },
      objects: { state: 'unreachable', reason: 'away' },
      pods: [{}],
    });
    expect(readObjects).not.toHaveBeenCalled();
  });

  it('waits for nobody longer than two seconds, and each part is missing alone', async () => {
    const hang = () => new Promise<never>(() => {});
    const { read } = setUp({
      workloads: [
        {
          ...unwatched,
          readPods: hang,
          readWarnings: async () => {
            throw new NotAllowedError('refused');
          },
        },
      ],
      changes: {
        newest: async () => {
          throw new Error('the database is away');
        },
      },
    });
    const startedAt = Date.now();
    expect(await read()).toMatchObject({
      objects: [{}],
      pods: {
        state: 'unreachable',
        reason: 'Pods from the Kubernetes API of yc did not come within 1.8 s',
      },
      events: { state: 'forbidden', reason: 'refused' },
      changes: [],
    });
    expect(Date.now() - startedAt).toBeLessThan(2_000);
  });

  it('does not ask for what is followed, and is never behind it', async () => {
    const readPods = jest.fn(async () => []);
    let peeked: PodSummary[] = [];
    const { read } = setUp({
      workloads: [
        {
          cluster: 'yc',
          subscribe: () => {},
          peekPods: () => peeked,
          peekWarnings: () => [],
          readPods,
          readWarnings: readPods,
        },
      ],
    });
    expect(await read()).toMatchObject({ pods: [], events: [] });
    peeked = [
      {
        name: 'shop-2',
        namespace: 'shop-prod',
        phase: 'Running',
        ready: true,
        restarts: 0,
        containers: [],
      },
    ];
    expect(await read()).toMatchObject({ pods: peeked });
    expect(readPods).not.toHaveBeenCalled();
  });

  it('spares a Kubernetes API that is down', async () => {
    const readPods = jest.fn(async () => {
      throw new ServiceUnavailableError('away');
    });
    const { read } = setUp({
      workloads: [{ ...unwatched, readPods, readWarnings: readPods }],
    });
    await read();
    const calls = readPods.mock.calls.length;
    expect(await read({ ...PLACE, environment: 'dev' })).toMatchObject({
      pods: { state: 'unreachable', reason: 'away' },
    });
    expect(readPods.mock.calls.length).toBe(calls);
  });

  it('says what is not configured, and what does not exist', async () => {
    const one = setUp();
    expect(await one.read({ ...PLACE, cluster: 'vk' })).toMatchObject({
      cell: { state: 'unknown' },
      objects: { state: 'unknown', reason: expect.stringContaining('vk') },
      pods: { state: 'unknown', reason: expect.stringContaining('vk') },
    });
    for (const wrong of [{ cluster: 'eu' }, { environment: 'eu' }]) {
      await expect(one.read({ ...PLACE, ...wrong })).rejects.toMatchObject({
        name: 'NotFoundError',
      });
    }
  });

  it('shows of a release train what is visible, and what holds the component back', async () => {
    const hold = {
      component: 'shop',
      environment: 'prod',
      reason: 'rolled back',
      by: 'user:default/casey',
      at: '2026-11-21T10:00:00Z',
    };
    const part = (component: string) => ({
      component,
      overlay: `apps/${component}/overlays/prod`,
      clusters: ['yc'],
      to: '1.5.0',
      images: [{ name: 'shop', digest: `sha256:${'a'.repeat(64)}` }],
    });
    const train: Promotion = {
      id: 'one',
      kind: 'promotion',
      environment: 'prod',
      parts: [part('shop'), part('secret')],
      state: 'requested',
      direct: false,
      hotfix: false,
      requestedBy: 'user:default/casey',
      requestedAt: '2026-11-21T10:00:00Z',
      branch: 'slipway/promote',
      history: [],
    };
    const reader = new CellReader({
      index: { snapshot: snapshotOf({ shop: 'team-shop' }) },
      clusters: [],
      workloads: [],
      links: [],
      promotions: { open: async () => [train], hold: async () => hold },
      logger: mockServices.logger.mock(),
    });
    const detail = await reader.read(PLACE, { has: name => name === 'shop' });
    expect(detail.hold).toEqual(hold);
    expect(detail.promotions[0].parts).toHaveLength(1);
    expect(JSON.stringify(detail)).not.toContain('secret');
  });
});
