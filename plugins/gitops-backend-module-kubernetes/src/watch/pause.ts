import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits until a time of the monotonic clock, a moment at least.
 *
 * @returns whether the time has come; otherwise the signal has
 */
export async function pause(
  until: number,
  signal: AbortSignal,
): Promise<boolean> {
  await sleep(Math.max(until - performance.now(), 10), undefined, {
    signal,
    ref: false,
  }).catch(() => {});
  return !signal.aborted;
}
