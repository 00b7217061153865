import { ServiceUnavailableError, toError } from '@backstage/errors';
import { LRUCache } from 'lru-cache';
import { CircuitBreaker } from '../status/CircuitBreaker';
import { failureStatus } from '../status/failureStatus';
import { withDeadline } from '../status/withDeadline';

/** An answer, good or bad, serves everybody who looks for this long. Milliseconds. */
const CACHE_MS = 2_000;
const CACHE_SIZE = 500;
/** Nobody waits longer than this. Milliseconds. */
const DEADLINE_MS = 1_800;

/** Why a part of an answer is not there. */
export interface Unavailable {
  state: 'unreachable' | 'forbidden' | 'unknown';
  reason: string;
}

/** Reads lists of one kind from one cluster: each once for all who look, in time, and not at all while it is down. */
export class SharedReads<T> {
  readonly #cache: LRUCache<string, T[] | Unavailable>;

  /**
   * @param what - is read, for messages
   * @param breaker - that all reads of the same source share
   */
  constructor(
    what: string,
    breaker: CircuitBreaker,
    read: (key: string, options: { signal: AbortSignal }) => Promise<T[]>,
    deadlineMs: number = DEADLINE_MS,
  ) {
    this.#cache = new LRUCache({
      max: CACHE_SIZE,
      ttl: CACHE_MS,
      ignoreFetchAbort: true,
      fetchMethod: async key => {
        try {
          return await breaker.run(async () => {
            const signal = AbortSignal.timeout(deadlineMs);
            const answer = await withDeadline(
              read(key, { signal }),
              deadlineMs,
            );
            if (!answer) {
              throw new ServiceUnavailableError(
                `${what} did not come within ${deadlineMs / 1000} s`,
              );
            }
            return answer;
          });
        } catch (error) {
          return {
            state: failureStatus(error),
            reason: toError(error).message,
          };
        }
      },
    });
  }

  /** The list, or why it is not there. Never throws. */
  read(key: string): Promise<T[] | Unavailable> {
    return this.#cache.forceFetch(key);
  }
}
