/** How many of those that wait are looked at for one that fits. */
const MOST_LOOKED_AT = 100;

interface Waiting {
  key?: string;
  give(): void;
}

/** How work gets a slot. */
export interface SlotOptions {
  /** Work with the same key follows on itself, as far as that lets nobody wait for long. */
  key?: string;
  signal?: AbortSignal;
}

/** Hands out a number of slots, first come, first served, but to work of one kind one after another. */
export class Slots {
  #free: number;
  readonly #waiting = new Set<Waiting>();
  /** Keys of what runs now. */
  readonly #running: (string | undefined)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  /** Runs `work` in a slot. Whoever gives up while waiting rejects at once and takes none. */
  async run<T>(
    work: () => Promise<T>,
    { key, signal }: SlotOptions = {},
  ): Promise<T> {
    signal?.throwIfAborted();
    if (this.#free > 0) this.#free--;
    else await this.#wait(key, signal);
    this.#running.push(key);
    try {
      return await work();
    } finally {
      this.#running.splice(this.#running.indexOf(key), 1);
      const next = this.#next(key);
      if (next) {
        this.#waiting.delete(next);
        next.give();
      } else {
        this.#free++;
      }
    }
  }

  /** What goes on with the work that has just ended, or with work that nobody does yet. */
  #next(key: string | undefined): Waiting | undefined {
    const [first] = this.#waiting;
    let other: Waiting | undefined;
    let looked = 0;
    for (const waiting of this.#waiting) {
      if (key !== undefined && waiting.key === key) return waiting;
      if (!this.#running.includes(waiting.key)) other ??= waiting;
      if (++looked === MOST_LOOKED_AT) break;
    }
    return other ?? first;
  }

  #wait(
    key: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = new AbortController();
      const waiting: Waiting = {
        key,
        give: () => {
          leave.abort();
          resolve();
        },
      };
      const giveUp = () => {
        this.#waiting.delete(waiting);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', giveUp, {
        once: true,
        signal: leave.signal,
      });
      this.#waiting.add(waiting);
    });
  }
}
