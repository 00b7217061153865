import type { LiveObjectSummary } from '@slipway/plugin-gitops-common';
import type {
  ClusterStatusListener,
  ClusterStatusProvider,
} from '@slipway/plugin-gitops-node';
import { ApplicationWatch } from './ApplicationWatch';
import { ArgoCdClient } from './ArgoCdClient';
import type { ArgoCdInstance } from './config';
import { resourceTreeSchema, toObjects, treePath } from './resourceTree';
import { WATCH_TIMES, type WatchTimes } from './watchTimes';

/** Bytes; about 3,000 objects. */
const MAX_TREE = 4 * 1024 * 1024;

/** Tells what one Argo CD knows, through its API. */
export class ArgoCdStatusProvider implements ClusterStatusProvider {
  readonly #instance: ArgoCdInstance;
  readonly #client: ArgoCdClient;
  readonly #times: WatchTimes;

  constructor(instance: ArgoCdInstance, times: WatchTimes = WATCH_TIMES) {
    this.#instance = instance;
    this.#client = new ArgoCdClient(instance);
    this.#times = times;
  }

  get cluster(): string {
    return this.#instance.cluster;
  }

  watch(
    listener: ClusterStatusListener,
    { signal }: { signal: AbortSignal },
  ): Promise<void> {
    return new ApplicationWatch({
      instance: this.#instance,
      client: this.#client,
      listener,
      times: this.#times,
    }).run(signal);
  }

  async readObjects(
    application: string,
    { signal }: { signal: AbortSignal },
  ): Promise<LiveObjectSummary[]> {
    const { cluster } = this;
    const reply = await this.#client.get(
      treePath({ application: { name: application } }),
      {
        signal,
        maxBytes: MAX_TREE,
        // It tells nobody whether one exists.
        forbidden: `Argo CD of ${cluster} has no Application ${application}, or does not show it to the portal`,
      },
    );
    const tree = resourceTreeSchema.safeParse(reply);
    if (!tree.success) {
      throw new TypeError(
        `Argo CD of ${cluster} answered what is no tree of ${application}; check gitops.clusters[].argocd.url`,
      );
    }
    return toObjects(tree.data);
  }
}
