import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import { createDeferred } from '@backstage/types';
import type { ObservedApplication } from '@slipway/plugin-gitops-common';
import type { ClusterStatusListener } from '@slipway/plugin-gitops-node';
import { ClusterStatusReader } from './ClusterStatusReader';

const application = (
  component: string,
  change: Partial<ObservedApplication> = {},
): ObservedApplication => ({
  name: `${component}-dev`,
  component,
  environment: 'dev',
  sync: 'Synced',
  health: 'Healthy',
  images: [],
  ...change,
});
const all = (...components: string[]) =>
  new Map(components.map(one => [one, application(one)]));

/** A cluster whose connections a test opens and ends. */
function cluster(deadlineMs: number = 1_000) {
  const stop = new AbortController();
  const connections: ReturnType<typeof connection>[] = [];
  const waiting: ((one: ReturnType<typeof connection>) => void)[] = [];
  function connection(listener: ClusterStatusListener) {
    return { listener, end: createDeferred<void>() };
  }
  const reader = new ClusterStatusReader(
    {
      cluster: 'yc',
      watch: async (listener, { signal }) => {
        const one = connection(listener);
        signal.addEventListener('abort', () => one.end.resolve());
        connections.push(one);
        waiting.shift()?.(one);
        await one.end;
      },
      readObjects: async () => [],
    },
    { deadlineMs, delay: () => 0 },
  );
  const heard: unknown[] = [];
  reader.subscribe(components => heard.push(components));
  return {
    reader,
    connections,
    heard,
    start: () => reader.follow(stop.signal),
    stop: () => stop.abort(),
    next: () =>
      new Promise<ReturnType<typeof connection>>(resolve => {
        waiting.push(resolve);
      }),
  };
}

describe('ClusterStatusReader', () => {
  let end: (() => Promise<void>) | undefined;
  afterEach(() => end?.());

  async function started(deadlineMs?: number) {
    const one = cluster(deadlineMs);
    const opened = one.next();
    const done = one.start();
    end = async () => {
      one.stop();
      await done;
    };
    return { ...one, first: await opened };
  }

  it('answers everybody from one connection, and follows what changes', async () => {
    const { reader, first, heard, connections } = await started();
    const cold = Array.from({ length: 20 }, () => reader.read());
    first.listener.onApplications(all('shop', 'cart'));
    for (const one of await Promise.all(cold)) {
      expect(one).toMatchObject({ status: 'observed' });
    }
    const broken = application('shop', { health: 'Degraded' });
    first.listener.onApplication('shop', broken);
    first.listener.onApplication('shop', { ...broken });
    first.listener.onApplication('cart', undefined);
    expect(await reader.read()).toMatchObject({ applications: [broken] });
    expect(reader.readComponent('shop')).toMatchObject({
      status: 'observed',
      applications: [broken],
    });
    expect(reader.readComponent('cart')).toMatchObject({ applications: [] });
    first.listener.onApplications(all('shop', 'pay'));
    expect(heard).toEqual([undefined, ['shop'], ['cart'], ['shop', 'pay']]);
    expect(connections).toHaveLength(1);
  });

  it('moves an Application that another component takes over', async () => {
    const { reader, first, heard } = await started();
    first.listener.onApplications(all('shop'));
    first.listener.onApplication('shop', application('store'));
    expect(reader.readComponent('shop')).toMatchObject({ applications: [] });
    expect(reader.readComponent('store')).toMatchObject({
      applications: [{ component: 'store' }],
    });
    expect(heard).toEqual([undefined, ['shop', 'store']]);
  });

  it('lets nobody wait longer for a cluster that hangs, and takes what it says later', async () => {
    const { reader, first, heard } = await started(50);
    const startedAt = Date.now();
    expect(await reader.read()).toEqual({
      status: 'unreachable',
      reason: 'Argo CD of yc did not answer within 0.05 s.',
      last: undefined,
    });
    expect(Date.now() - startedAt).toBeLessThan(1_000);
    first.listener.onApplications(all('shop'));
    expect(await reader.read()).toMatchObject({ status: 'observed' });
    expect(heard).toEqual([undefined, undefined]);
  });

  it.each([
    [new NotAllowedError('refused'), 'forbidden'],
    [new ServiceUnavailableError('away'), 'unreachable'],
    [new TypeError('garbage'), 'unknown'],
  ] as const)(
    'keeps the last answer and its age over %s',
    async (error, status) => {
      const { reader, first, next, heard } = await started();
      first.listener.onApplications(all('shop'));
      const before = await reader.read();
      const again = next();
      first.end.reject(error);
      const second = await again;
      const observation = await reader.read();
      expect(observation).toEqual({
        status,
        reason: error.message,
        last: {
          observedAt: before.status === 'observed' ? before.observedAt : '',
          applications: [application('shop')],
        },
      });
      second.listener.onApplications(all('shop'));
      expect(await reader.read()).toMatchObject({ status: 'observed' });
      expect(heard).toEqual([undefined, undefined, undefined]);
    },
  );

  it('says nothing of a connection that ends and comes back', async () => {
    const { reader, first, next, heard } = await started();
    first.listener.onApplications(all('shop'));
    const again = next();
    first.end.resolve();
    const second = await again;
    expect(await reader.read()).toMatchObject({ status: 'observed' });
    second.listener.onApplications(all('shop'));
    expect(heard).toEqual([undefined]);
  });

  it('grows no younger but by signs of life', async () => {
    const { reader, first } = await started();
    const now = jest.spyOn(Date, 'now').mockReturnValue(10_000);
    try {
      first.listener.onApplications(all('shop'));
      now.mockReturnValue(70_000);
      expect(await reader.read()).toMatchObject({
        observedAt: '1970-01-01T00:00:10.000Z',
      });
      first.listener.onAlive();
      expect(await reader.read()).toMatchObject({
        observedAt: '1970-01-01T00:01:10.000Z',
      });
    } finally {
      now.mockRestore();
    }
  });
});
