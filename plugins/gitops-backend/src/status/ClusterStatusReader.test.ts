import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import type { ObservedApplication } from '@slipway/plugin-gitops-common';
import { ClusterStatusReader } from './ClusterStatusReader';

const applications: ObservedApplication[] = [
  {
    name: 'shop-dev',
    component: 'shop',
    environment: 'dev',
    sync: 'Synced',
    health: 'Healthy',
    images: [],
  },
];

function reader(
  readApplications: (signal: AbortSignal) => Promise<ObservedApplication[]>,
  times: { cacheMs: number; deadlineMs: number; timeoutMs: number },
) {
  const calls = jest.fn(readApplications);
  const one = new ClusterStatusReader(
    {
      cluster: 'yc',
      readApplications: ({ signal }) => calls(signal),
    },
    times,
  );
  return { one, calls };
}

/** Answers only when given up. */
const hang = (signal: AbortSignal) =>
  new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });

describe('ClusterStatusReader', () => {
  it('asks once for twenty viewers, and again when the answer is old', async () => {
    const { one, calls } = reader(async () => applications, {
      cacheMs: 60_000,
      deadlineMs: 1_000,
      timeoutMs: 1_000,
    });
    const all = await Promise.all(Array.from({ length: 20 }, () => one.read()));
    await one.read();
    expect(calls).toHaveBeenCalledTimes(1);
    expect(all[19]).toMatchObject({ status: 'observed', applications });

    const fresh = reader(async () => applications, {
      cacheMs: 0,
      deadlineMs: 1_000,
      timeoutMs: 1_000,
    });
    await fresh.one.read();
    await fresh.one.read();
    expect(fresh.calls).toHaveBeenCalledTimes(2);
  });

  it('gives up on a cluster that hangs within the deadline, without a second call', async () => {
    const { one, calls } = reader(hang, {
      cacheMs: 0,
      deadlineMs: 50,
      timeoutMs: 400,
    });
    const started = Date.now();
    const observations = await Promise.all([one.read(), one.read()]);
    expect(Date.now() - started).toBeLessThan(350);
    expect(observations[0]).toEqual({
      status: 'unreachable',
      reason: 'Argo CD of yc did not answer within 0.05 s.',
      last: undefined,
    });
    const again = Date.now();
    expect((await one.read()).status).toBe('unreachable');
    expect(Date.now() - again).toBeLessThan(40);
    expect(calls).toHaveBeenCalledTimes(1);
  });

  it.each([
    [new NotAllowedError('refused'), 'forbidden'],
    [new ServiceUnavailableError('away'), 'unreachable'],
    [new TypeError('garbage'), 'unknown'],
  ] as const)(
    'keeps the last answer and its age over %s',
    async (error, status) => {
      let fail = false;
      const { one } = reader(
        async () => {
          if (fail) {
            throw error;
          }
          return applications;
        },
        { cacheMs: 0, deadlineMs: 1_000, timeoutMs: 1_000 },
      );
      const before = await one.read();
      fail = true;
      const observation = await one.read();
      expect(observation).toEqual({
        status,
        reason: error.message,
        last: {
          observedAt: before.status === 'observed' ? before.observedAt : '',
          applications,
        },
      });
      fail = false;
      expect((await one.read()).status).toBe('observed');
    },
  );
});
