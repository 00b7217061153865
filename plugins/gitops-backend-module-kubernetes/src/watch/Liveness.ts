import { toError } from '@backstage/errors';
import type { KubernetesClient } from '../workloads/KubernetesClient';
import { pause } from './pause';
import type { WatchTimes } from './watchTimes';

/** What a {@link Liveness} is made from. */
export interface LivenessOptions {
  client: Pick<KubernetesClient, 'get'>;
  times: Pick<WatchTimes, 'probeAfterMs' | 'probeMs'>;
  /** Called when nobody answers. */
  onGone(error: Error): void;
}

/** Asks an API that is silent whether it is there: what hangs would be shown as it was for minutes. */
export class Liveness {
  readonly #options: LivenessOptions;
  #aliveAt = performance.now();

  constructor(options: LivenessOptions) {
    this.#options = options;
  }

  /** The API said something. */
  hear(): void {
    this.#aliveAt = performance.now();
  }

  /** Probes until told to stop. Never throws. */
  async probe(signal: AbortSignal): Promise<void> {
    const { client, times, onGone } = this.#options;
    const { probeAfterMs, probeMs } = times;
    this.hear();
    while (await pause(this.#aliveAt + probeAfterMs, signal)) {
      if (performance.now() - this.#aliveAt < probeAfterMs) {
        continue;
      }
      await client
        .get('/version', AbortSignal.timeout(probeMs))
        .catch((error: unknown) => {
          // A refusal is a sign of life, too.
          if (toError(error).name === 'ServiceUnavailableError') {
            onGone(toError(error));
          }
        });
      this.hear();
    }
  }
}
