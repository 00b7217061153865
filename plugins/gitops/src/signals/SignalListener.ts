import {
  GITOPS_SIGNAL_CHANNEL,
  gitopsSignalSchema,
  type GitOpsSignal,
} from '@slipway/plugin-gitops-common';
import type {
  SignalApi,
  SignalSubscriber,
} from '@backstage/plugin-signals-react';
import type { QueryClient } from '@tanstack/react-query';
import { isStale } from './staleQueries';

/** After the first of many signals, the others are acted on together. */
const PAUSE_MS = 1_000;

/**
 * Reads again what signals say has changed, as far as somebody looks at it. However many parts of
 * a page listen, it subscribes once, so that nothing is read twice.
 */
export class SignalListener {
  readonly #client: QueryClient;
  #listeners = 0;
  #subscription: SignalSubscriber | undefined;
  #waiting: GitOpsSignal[] = [];
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor(client: QueryClient) {
    this.#client = client;
  }

  /** Listens until the returned function is called. */
  listen(signals: SignalApi): () => void {
    this.#listeners += 1;
    this.#subscription ??= signals.subscribe(GITOPS_SIGNAL_CHANNEL, message =>
      this.#hear(message),
    );
    let listening = true;
    return () => {
      if (listening) {
        listening = false;
        this.#leave();
      }
    };
  }

  #leave(): void {
    this.#listeners -= 1;
    if (this.#listeners === 0) {
      this.#subscription?.unsubscribe();
      this.#subscription = undefined;
      clearTimeout(this.#pause);
      this.#pause = undefined;
      this.#waiting = [];
    }
  }

  #hear(message: unknown): void {
    const signal = gitopsSignalSchema.safeParse(message);
    // A newer backend may speak of topics that this page does not know.
    if (!signal.success) {
      return;
    }
    this.#waiting.push(signal.data);
    if (this.#pause === undefined) {
      this.#readAgain();
    }
  }

  #readAgain(): void {
    const signals = this.#waiting;
    this.#waiting = [];
    this.#pause = undefined;
    if (signals.length === 0) {
      return;
    }
    this.#pause = setTimeout(() => this.#readAgain(), PAUSE_MS);
    // Failures are the queries' own to show.
    void this.#client.invalidateQueries({
      predicate: ({ queryKey }) =>
        signals.some(signal => isStale(queryKey, signal)),
    });
  }
}
