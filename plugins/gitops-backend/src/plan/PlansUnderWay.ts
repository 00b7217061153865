import { createDeferred, type DeferredPromise } from '@backstage/types';

/** Tells work that nobody waits for when plans are made that somebody waits for. */
export class PlansUnderWay {
  #count = 0;
  #over: DeferredPromise<void> | undefined;

  /** Makes a plan. */
  async run<T>(plan: () => Promise<T>): Promise<T> {
    this.#count += 1;
    this.#over ??= createDeferred();
    try {
      return await plan();
    } finally {
      this.#count -= 1;
      if (this.#count === 0) {
        this.#over.resolve();
        this.#over = undefined;
      }
    }
  }

  /** Waits until no plan is made. */
  async over(): Promise<void> {
    while (this.#over) {
      await this.#over;
    }
  }
}
