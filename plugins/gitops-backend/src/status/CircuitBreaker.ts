import { toError } from '@backstage/errors';
import { failureStatus } from './failureStatus';

/** Calls in a row that nobody answered, after which it opens. */
const FAILURES = 2;
const FIRST_MS = 2_000;
const LONGEST_MS = 30_000;

/**
 * Keeps calls from something that is down: after calls that nobody answered, they fail at once, for longer and
 * longer; then one is let through, and what comes of it decides. A refusal is an answer.
 */
export class CircuitBreaker {
  readonly #now: () => number;
  #failures = 0;
  #error: Error | undefined;
  #openUntil = 0;
  #trying = false;

  /** @param now - milliseconds */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** @throws what the call throws, or what the last one did while it is open */
  async run<T>(call: () => Promise<T>): Promise<T> {
    if (this.#error && (this.#trying || this.#now() < this.#openUntil)) {
      throw this.#error;
    }
    this.#trying = this.#error !== undefined;
    try {
      const result = await call();
      this.#close();
      return result;
    } catch (error) {
      if (failureStatus(error) === 'unreachable') {
        this.#fail(toError(error));
      } else {
        this.#close();
      }
      throw error;
    } finally {
      this.#trying = false;
    }
  }

  #close(): void {
    this.#failures = 0;
    this.#error = undefined;
  }

  #fail(error: Error): void {
    this.#failures += 1;
    if (this.#failures >= FAILURES) {
      this.#error = error;
      this.#openUntil =
        this.#now() +
        Math.min(FIRST_MS * 2 ** (this.#failures - FAILURES), LONGEST_MS);
    }
  }
}
