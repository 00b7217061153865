/** Runs the same work once for all who ask for it meanwhile; it stops when the last of them has gone. */
export class SharedCalls<T> {
  readonly #running = new Map<string, Running<T>>();

  /**
   * @param key - the same for the same work
   * @param signal - of this caller alone
   */
  async run(
    key: string,
    work: (signal: AbortSignal) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    signal?.throwIfAborted();
    const running = this.#running.get(key) ?? this.#start(key, work);
    running.callers += 1;
    try {
      return await (signal
        ? Promise.race([running.result, aborted(signal, running.ended)])
        : running.result);
    } finally {
      running.callers -= 1;
      if (running.callers === 0) {
        this.#running.delete(key);
        running.controller.abort();
      }
    }
  }

  #start(key: string, work: (signal: AbortSignal) => Promise<T>): Running<T> {
    const controller = new AbortController();
    const ended = new AbortController();
    const result = work(controller.signal).finally(() => ended.abort());
    // Callers that left do not hear of it.
    result.catch(() => {});
    const running = { result, controller, ended: ended.signal, callers: 0 };
    this.#running.set(key, running);
    return running;
  }
}

interface Running<T> {
  result: Promise<T>;
  controller: AbortController;
  /** Aborted when there is a result. */
  ended: AbortSignal;
  callers: number;
}

function aborted(signal: AbortSignal, ended: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    // Gone with the work, so that a long-lived signal gathers no listeners.
    signal.addEventListener('abort', () => reject(signal.reason), {
      once: true,
      signal: ended,
    });
  });
}
