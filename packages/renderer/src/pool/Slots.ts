/** Hands out a number of slots, first come, first served. */
export class Slots {
  #free: number;
  readonly #waiting = new Set<() => void>();

  constructor(count: number) {
    this.#free = count;
  }

  /** Runs `work` in a slot. Whoever gives up while waiting rejects at once and takes none. */
  async run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    if (this.#free > 0) this.#free--;
    else await this.#wait(signal);
    try {
      return await work();
    } finally {
      const [next] = this.#waiting;
      if (next) {
        this.#waiting.delete(next);
        next();
      } else {
        this.#free++;
      }
    }
  }

  #wait(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = new AbortController();
      const give = () => {
        leave.abort();
        resolve();
      };
      const giveUp = () => {
        this.#waiting.delete(give);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', giveUp, {
        once: true,
        signal: leave.signal,
      });
      this.#waiting.add(give);
    });
  }
}
