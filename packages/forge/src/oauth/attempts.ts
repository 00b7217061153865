/** How many wrong passwords one login or one address may send in a window. */
const LIMIT = 10;
const WINDOW = 5 * 60 * 1000;
/** Bounds the memory that made-up logins can take. */
const MAX_KEYS = 10_000;

interface Failures {
  count: number;
  /** milliseconds since the epoch */
  until: number;
}

/** Counts failed sign-ins, so that passwords cannot be tried at leisure. */
export class Attempts {
  readonly #failures = new Map<string, Failures>();
  readonly #clock: () => Date;

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  /** Seconds until any of these keys may try again; 0 when they may now. */
  wait(keys: readonly string[]): number {
    const now = this.#clock().getTime();
    const waits = keys.map(key => {
      const failures = this.#failures.get(key);
      return failures && failures.count >= LIMIT ? failures.until - now : 0;
    });
    return Math.max(0, Math.ceil(Math.max(...waits) / 1000));
  }

  failed(keys: readonly string[]): void {
    const now = this.#clock().getTime();
    if (this.#failures.size >= MAX_KEYS) this.#forget(now);
    for (const key of keys) {
      const known = this.#failures.get(key);
      const count = known && known.until > now ? known.count : 0;
      this.#failures.set(key, { count: count + 1, until: now + WINDOW });
    }
  }

  succeeded(login: string): void {
    this.#failures.delete(login);
  }

  #forget(now: number): void {
    for (const [key, { until }] of this.#failures) {
      if (until <= now) this.#failures.delete(key);
    }
    const oldest = this.#failures.keys().next();
    if (this.#failures.size >= MAX_KEYS && !oldest.done) {
      this.#failures.delete(oldest.value);
    }
  }
}
