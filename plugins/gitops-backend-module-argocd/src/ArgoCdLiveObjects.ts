import type { LiveObject } from '@slipway/plugin-gitops-common';
import type { LiveObjectsProvider } from '@slipway/plugin-gitops-node';
import { ArgoCdClient } from './ArgoCdClient';
import type { ArgoCdInstance } from './config';
import { managedResourcesSchema, toLiveObjects } from './managedResources';

/** Bytes. Each object comes four times, and a large ConfigMap has a MiB. */
const MAX_REPLY = 8 * 1024 * 1024;

/** Reads the objects of Applications from one Argo CD, which watches them anyway. */
export class ArgoCdLiveObjects implements LiveObjectsProvider {
  readonly #instance: ArgoCdInstance;
  readonly #client: ArgoCdClient;

  constructor(instance: ArgoCdInstance) {
    this.#instance = instance;
    this.#client = new ArgoCdClient(instance);
  }

  get cluster(): string {
    return this.#instance.cluster;
  }

  async readLiveObjects({
    application,
    signal,
  }: {
    application: string;
    signal: AbortSignal;
  }): Promise<LiveObject[]> {
    const { cluster } = this;
    const reply = await this.#client.get(
      `/api/v1/applications/${encodeURIComponent(application)}/managed-resources`,
      {
        signal,
        maxBytes: MAX_REPLY,
        // It tells nobody whether one exists.
        forbidden: `Argo CD of ${cluster} has no Application ${application}, or does not show it to the portal`,
      },
    );
    try {
      return toLiveObjects(managedResourcesSchema.parse(reply));
    } catch {
      // The cause would repeat what is in the objects.
      throw new TypeError(
        `Argo CD of ${cluster} answered what are no objects of ${application}; check gitops.clusters[].argocd.url`,
      );
    }
  }
}
