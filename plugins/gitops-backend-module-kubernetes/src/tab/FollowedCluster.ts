import type { KubernetesCluster } from '../config';
import type { WatchTimes } from '../watch/watchTimes';
import { KubernetesClient } from '../workloads/KubernetesClient';
import { FollowedObjects, type ObjectSelection } from './FollowedObjects';
import { TAB_TIMES } from './tabTimes';

/** Services of a cluster that are followed at once; each takes a connection a kind. */
const MAX_SELECTIONS = 16;

/** Follows what people look at on one cluster. */
export class FollowedCluster {
  readonly #client: KubernetesClient;
  readonly #times: WatchTimes;
  readonly #selections = new Map<string, FollowedObjects>();
  #isClosed = false;

  constructor(cluster: KubernetesCluster, times: WatchTimes = TAB_TIMES) {
    this.#client = new KubernetesClient(cluster);
    this.#times = times;
  }

  /** The objects of a service; undefined if so many others are looked at that it has to be asked for. */
  select({
    labelSelector,
    namespace,
  }: ObjectSelection): FollowedObjects | undefined {
    const key = JSON.stringify([labelSelector, namespace]);
    const known = this.#selections.get(key);
    if (known || this.#isClosed || this.#selections.size >= MAX_SELECTIONS) {
      return known;
    }
    const selection = new FollowedObjects({
      client: this.#client,
      times: this.#times,
      labelSelector,
      namespace,
      onIdle: () => this.#selections.delete(key),
    });
    this.#selections.set(key, selection);
    return selection;
  }

  /** Ends its connections. */
  close(): Promise<void> {
    this.#isClosed = true;
    this.#selections.forEach(selection => selection.close());
    this.#selections.clear();
    return this.#client.close();
  }
}
