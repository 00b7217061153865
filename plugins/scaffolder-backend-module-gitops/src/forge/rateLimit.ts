import { setTimeout as wait } from 'node:timers/promises';
import { isForgeError } from './forgeErrors';

const MAX_WAIT_SECONDS = 60;
const MAX_RETRIES = 2;

/**
 * Seconds the forge asks to wait before the same request may succeed, or
 * undefined when the failure is not about a rate limit.
 */
export function rateLimitDelay(
  error: unknown,
  now: number = Date.now(),
): number | undefined {
  if (!isForgeError(error)) {
    return undefined;
  }
  const headers = error.response?.headers ?? {};
  const retryAfter = Number(headers['retry-after']);
  if ([403, 429, 503].includes(error.status) && retryAfter > 0) {
    return retryAfter;
  }
  if (
    [403, 429].includes(error.status) &&
    headers['x-ratelimit-remaining'] === '0'
  ) {
    const reset = Number(headers['x-ratelimit-reset']) * 1000;
    return Number.isFinite(reset)
      ? Math.max(1, Math.ceil((reset - now) / 1000))
      : MAX_WAIT_SECONDS;
  }
  return error.status === 429 ? 1 : undefined;
}

/**
 * Sends a request again after exactly the time that the forge named.
 *
 * Octokit's own throttling spaces every write by a second, which a person who
 * waits for a form would notice; the handful of writes made here is far below
 * any limit, so only refusals are waited for. A wait above a minute is handed
 * to the caller instead, who can retry the task later.
 */
export async function respectRateLimit<T>(
  send: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await send();
    } catch (error) {
      const seconds = rateLimitDelay(error);
      if (
        seconds === undefined ||
        seconds > MAX_WAIT_SECONDS ||
        attempt === MAX_RETRIES
      ) {
        throw error;
      }
      await wait(seconds * 1000, undefined, { signal });
    }
  }
}
