/** Lets one task at a time work on a key; others wait in order. */
export class Locks {
  readonly #tails = new Map<string, Promise<unknown>>();

  /** Runs `work` when all earlier work on `key` has ended, however it ended. */
  async run<R>(key: string | number, work: () => Promise<R>): Promise<R> {
    const name = String(key);
    const before = this.#tails.get(name) ?? Promise.resolve();
    const mine = before.then(work, work);
    const tail = mine.catch(() => undefined);
    this.#tails.set(name, tail);
    try {
      return await mine;
    } finally {
      if (this.#tails.get(name) === tail) this.#tails.delete(name);
    }
  }
}
