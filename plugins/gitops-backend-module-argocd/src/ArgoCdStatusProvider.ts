import {
  GITOPS_LABELS,
  type ObservedApplication,
} from '@slipway/plugin-gitops-common';
import type { ClusterStatusProvider } from '@slipway/plugin-gitops-node';
import { ArgoCdClient } from './ArgoCdClient';
import {
  applicationListSchema,
  type ListedApplication,
  toListedApplications,
} from './applicationList';
import type { ArgoCdInstance } from './config';
import { withFailingPods } from './withFailingPods';

/** Bytes; about 5,000 Applications. */
const MAX_REPLY = 64 * 1024 * 1024;

/** Reads the Applications of one Argo CD through its API. */
export class ArgoCdStatusProvider implements ClusterStatusProvider {
  readonly #instance: ArgoCdInstance;
  readonly #client: ArgoCdClient;

  constructor(instance: ArgoCdInstance) {
    this.#instance = instance;
    this.#client = new ArgoCdClient(instance);
  }

  get cluster(): string {
    return this.#instance.cluster;
  }

  async readApplications({
    signal,
  }: {
    signal: AbortSignal;
  }): Promise<ObservedApplication[]> {
    const startedAt = performance.now();
    const query = new URLSearchParams({ selector: GITOPS_LABELS.component });
    const reply = await this.#client.get(`/api/v1/applications?${query}`, {
      signal,
      maxBytes: MAX_REPLY,
    });
    return withFailingPods(this.#client, this.#parse(reply), {
      signal,
      spentMs: performance.now() - startedAt,
    });
  }

  #parse(reply: unknown): ListedApplication[] {
    const parsed = applicationListSchema.safeParse(reply);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new TypeError(
        `Argo CD of ${this.cluster} answered what is no list of Applications (${[
          ...issue.path,
          issue.message,
        ].join(' ')}); check gitops.clusters[].argocd.url`,
      );
    }
    return toListedApplications(parsed.data, this.#instance.webUrl);
  }
}
