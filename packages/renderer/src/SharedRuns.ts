/** Runs equal work that is wanted at the same time only once. */
export class SharedRuns<T> {
  readonly #runs = new Map<
    string,
    { promise: Promise<T>; abort: AbortController; callers: number }
  >();

  /**
   * The result of `work`, or of a run with the same key that is under way. A caller who gives up
   * rejects at once; the run is told when nobody waits for it any more.
   */
  async run(
    key: string,
    work: (signal: AbortSignal) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    signal?.throwIfAborted();
    const run = this.#runs.get(key) ?? this.#start(key, work);
    run.callers++;
    try {
      return await untilAborted(run.promise, signal);
    } finally {
      if (--run.callers === 0) {
        this.#forget(key, run);
        run.abort.abort();
      }
    }
  }

  #start(key: string, work: (signal: AbortSignal) => Promise<T>) {
    const abort = new AbortController();
    const run = { promise: work(abort.signal), abort, callers: 0 };
    // Without a caller there is nobody to tell.
    run.promise.catch(() => undefined);
    this.#runs.set(key, run);
    return run;
  }

  #forget(key: string, run: object): void {
    if (this.#runs.get(key) === run) this.#runs.delete(key);
  }
}

function untilAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason);
    signal.addEventListener('abort', giveUp, { once: true });
    promise
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', giveUp));
  });
}
