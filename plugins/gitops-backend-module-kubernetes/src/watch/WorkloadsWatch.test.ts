import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeKubernetes } from '../__testUtils__/FakeKubernetes';
import { until } from '../__testUtils__/until';
import { KubernetesWorkloads } from '../workloads/KubernetesWorkloads';
import { WATCH_TIMES, type WatchTimes } from './watchTimes';

const NOW = new Date('2026-11-21T12:00:00Z');
/** Nothing happens by time unless a test says so. */
const PATIENT: WatchTimes = {
  ...WATCH_TIMES,
  probeAfterMs: 60_000,
  retryMs: 20,
  longestMs: 40,
};

const pod = (name: string, phase = 'Running', labels = {}) => ({
  metadata: { name, namespace: 'shop-prod', labels },
  status: { phase },
});
const ours = { 'slipway.dev/component': 'shop' };
const warning = (name: string, lastTimestamp: string) => ({
  metadata: { name, namespace: 'shop-prod' },
  involvedObject: { kind: 'Pod', name: 'web' },
  reason: name,
  message: 'back-off',
  lastTimestamp,
});

describe('the watch of a cluster', () => {
  let directory: string;
  let api: FakeKubernetes;
  let workloads: KubernetesWorkloads;
  let told: unknown[];

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'workloads-watch-'));
    await writeFile(join(directory, 'token'), 'token');
    api = await FakeKubernetes.start();
    api.put('pods', pod('web', 'Pending', ours));
    told = [];
  });

  afterEach(async () => {
    await workloads.close();
    await api.stop();
    await rm(directory, { recursive: true });
  });

  function open(times: Partial<WatchTimes> = {}) {
    workloads = new KubernetesWorkloads(
      { name: 'yc', url: api.url, tokenFile: join(directory, 'token') },
      () => NOW,
      { ...PATIENT, ...times },
    );
    workloads.subscribe(components => told.push(components));
  }

  const phases = () =>
    workloads.peekPods('shop-prod')?.map(one => `${one.name} ${one.phase}`);
  const shows = (...expected: string[]) =>
    until(() => phases()?.join() === expected.join());

  async function follow(times?: Partial<WatchTimes>) {
    open(times);
    await shows('web Pending');
    await until(() => api.watches === 2);
  }

  it('begins when somebody looks, and is one for all who look', async () => {
    open();
    expect(api.asked).toEqual([]);
    expect(phases()).toBeUndefined();
    await shows('web Pending');
    await until(() => api.watches === 2);
    Array.from({ length: 50 }, phases);
    expect(workloads.peekPods('cart-prod')).toEqual([]);
    expect(workloads.peekWarnings('shop-prod')).toEqual([]);
    expect(api.calls).toEqual({ lists: 2, watches: 2 });
    expect(told).toEqual([]);
  });

  it('tells what changes, of whom', async () => {
    await follow();
    api.put('pods', pod('web', 'Running', ours));
    await shows('web Running');
    // An update that changes nothing that is shown is not told.
    api.put('pods', pod('web', 'Running', { ...ours, other: 'label' }));
    // What an operator made has no label of ours.
    api.put('pods', pod('database'));
    await shows('database Running', 'web Running');
    api.remove('pods', pod('web', 'Running', ours));
    await shows('database Running');
    api.put('events', warning('old', '2026-11-21T10:59:00Z'));
    api.put('events', warning('first', '2026-11-21T11:01:00Z'));
    api.put('events', warning('newest', '2026-11-21T11:59:00Z'));
    const warnings = await until(() => {
      const found = workloads.peekWarnings('shop-prod');
      return found?.length === 2 && found;
    });
    expect(warnings.map(one => one.reason)).toEqual(['newest', 'first']);
    expect(told).toEqual([['shop'], ['shop'], ['shop']]);
    expect(api.calls).toEqual({ lists: 2, watches: 2 });
  });

  it('reads long lists in pages', async () => {
    api.pageSize = 2;
    api.put('pods', pod('a'));
    api.put('pods', pod('b'));
    open();
    await shows('a Running', 'b Running', 'web Pending');
    expect(
      api.asked.filter(one => one.searchParams.has('continue')),
    ).toHaveLength(1);
  });

  it('goes on where a connection broke in the middle of a line', async () => {
    await follow();
    api.write('{"type":"ADDED","obj');
    api.cut();
    api.put('pods', pod('web', 'Failed', ours));
    await shows('web Failed');
    await until(() => api.watches === 2);
    expect(api.calls).toEqual({ lists: 2, watches: 4 });
  });

  it('begins anew when it fell behind, and tells what it missed', async () => {
    await follow();
    api.cut();
    api.put('pods', pod('new', 'Running', { ...ours }));
    api.remove('pods', pod('web'));
    api.compact();
    await shows('new Running');
    await until(() => api.calls.lists === 4);
    expect(told).toContainEqual(['shop']);
  });

  it.each([
    ['garbage', '<html>\n'],
    [
      'an error',
      '{"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired"}}\n',
    ],
    [
      'what is no pod',
      '{"type":"ADDED","object":{"metadata":{"resourceVersion":"9"}}}\n',
    ],
  ])('begins anew after %s', async (_what, line) => {
    await follow();
    api.write(line);
    api.put('pods', pod('web', 'Failed', ours));
    await shows('web Failed');
    expect(api.calls.lists).toBeGreaterThan(2);
  });

  it('shows nothing of an API that hangs, and takes up what happened meanwhile', async () => {
    await follow({ probeAfterMs: 50, probeMs: 100, listMs: 200 });
    api.instead = () => {};
    await until(() => phases() === undefined);
    expect(told).toContainEqual(undefined);
    api.put('pods', pod('web', 'Failed', ours));
    api.instead = undefined;
    api.cut();
    await shows('web Failed');
    // That it is away, and that it is back.
    expect(told.filter(one => one === undefined).length).toBeGreaterThan(1);
  });

  it('shows nothing of an API that was killed', async () => {
    await follow();
    await api.stop();
    await until(() => phases() === undefined);
    expect(told).toContainEqual(undefined);
    await expect(
      workloads.readPods('shop-prod', { signal: AbortSignal.timeout(500) }),
    ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
  });

  it.each([401, 403])('follows nothing when it gets %d', async status => {
    api.instead = (_request, response) => void response.writeHead(status).end();
    open({ retryMs: 20, longestMs: 20 });
    phases();
    await until(() => api.asked.length >= 6);
    expect(phases()).toBeUndefined();
    await expect(
      workloads.readPods('shop-prod', { signal: AbortSignal.timeout(500) }),
    ).rejects.toMatchObject({ name: 'NotAllowedError' });
    expect(told).toEqual([]);
    api.instead = undefined;
    await shows('web Pending');
  });

  it('keeps pods where warnings alone are refused', async () => {
    api.instead = (request, response) => {
      if (request.url?.includes('/events')) {
        response.writeHead(403).end();
      } else {
        response.end('{"metadata":{"resourceVersion":"1"},"items":[]}');
      }
    };
    open({ longestMs: 1_000, retryMs: 1_000 });
    expect(await until(() => workloads.peekPods('shop-prod'))).toEqual([]);
    expect(workloads.peekWarnings('shop-prod')).toBeUndefined();
  });

  it('takes a connection that is silent for dead', async () => {
    await follow({ connectionMs: 100, graceMs: 50 });
    await until(() => api.calls.watches > 4);
    expect(api.calls.lists).toBe(2);
  });

  it('stops when nobody looks any more, and begins again', async () => {
    await follow({ idleMs: 100 });
    await until(() => api.watches === 0);
    const { lists } = api.calls;
    expect(phases()).toBeUndefined();
    await shows('web Pending');
    expect(api.calls.lists).toBe(lists + 2);
  });
});
