import type { PodSummary, WarningEvent } from '@slipway/plugin-gitops-common';
import type { ClusterWorkloadsProvider } from '@slipway/plugin-gitops-node';
import { CircuitBreaker } from '../status/CircuitBreaker';
import { SharedReads, type Unavailable } from './SharedReads';

/** Reads what runs on one cluster: from what is known of it, and only without that from its API. */
export class WorkloadsReader {
  readonly #provider: ClusterWorkloadsProvider;
  readonly #pods: SharedReads<PodSummary>;
  readonly #warnings: SharedReads<WarningEvent>;

  constructor(provider: ClusterWorkloadsProvider) {
    this.#provider = provider;
    const breaker = new CircuitBreaker();
    const source = `from the Kubernetes API of ${provider.cluster}`;
    this.#pods = new SharedReads(`Pods ${source}`, breaker, (...asked) =>
      provider.readPods(...asked),
    );
    this.#warnings = new SharedReads(`Events ${source}`, breaker, (...asked) =>
      provider.readWarnings(...asked),
    );
  }

  /** The pods of a namespace, or why they are not there. Never throws. */
  async readPods(namespace: string): Promise<PodSummary[] | Unavailable> {
    return this.#provider.peekPods(namespace) ?? this.#pods.read(namespace);
  }

  /** The warnings of a namespace, as {@link WorkloadsReader.readPods}. */
  async readWarnings(namespace: string): Promise<WarningEvent[] | Unavailable> {
    return (
      this.#provider.peekWarnings(namespace) ?? this.#warnings.read(namespace)
    );
  }
}
