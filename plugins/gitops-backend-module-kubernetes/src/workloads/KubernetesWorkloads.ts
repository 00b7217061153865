import type { PodSummary, WarningEvent } from '@slipway/plugin-gitops-common';
import type { ClusterWorkloadsProvider } from '@slipway/plugin-gitops-node';
import type { z } from 'zod';
import type { KubernetesCluster } from '../config';
import { KubernetesClient } from './KubernetesClient';
import { podListSchema, toPodSummary } from './pods';
import { eventListSchema, toWarnings } from './warnings';

/** Pods of one namespace that are shown. */
const MAX_PODS = 250;
/** Events that are looked through; the API keeps those of an hour by default. */
const MAX_EVENTS = 500;

/** Tells what truly runs on one cluster. */
export class KubernetesWorkloads implements ClusterWorkloadsProvider {
  readonly cluster: string;
  readonly #client: KubernetesClient;
  readonly #now: () => Date;

  constructor(cluster: KubernetesCluster, now = () => new Date()) {
    this.cluster = cluster.name;
    this.#client = new KubernetesClient(cluster);
    this.#now = now;
  }

  async readPods(
    namespace: string,
    { signal }: { signal: AbortSignal },
  ): Promise<PodSummary[]> {
    const query = { limit: String(MAX_PODS) };
    const { items } = await this.#list(
      namespace,
      'pods',
      query,
      podListSchema,
      signal,
    );
    return items.map(toPodSummary);
  }

  async readWarnings(
    namespace: string,
    { signal }: { signal: AbortSignal },
  ): Promise<WarningEvent[]> {
    const query = { fieldSelector: 'type=Warning', limit: String(MAX_EVENTS) };
    return toWarnings(
      await this.#list(namespace, 'events', query, eventListSchema, signal),
      this.#now(),
    );
  }

  /** Ends its connections. */
  close(): Promise<void> {
    return this.#client.close();
  }

  async #list<T extends z.ZodType>(
    namespace: string,
    resource: string,
    query: Record<string, string>,
    schema: T,
    signal: AbortSignal,
  ): Promise<z.output<T>> {
    const reply = await this.#client.get(
      `/api/v1/namespaces/${encodeURIComponent(namespace)}/${resource}?${new URLSearchParams(query)}`,
      signal,
    );
    const parsed = schema.safeParse(reply);
    if (!parsed.success) {
      throw new TypeError(
        `The Kubernetes API of ${this.cluster} answered what is no list of ${resource}; check gitops.clusters[].kubernetes.url`,
      );
    }
    return parsed.data;
  }
}
