import type { PodSummary, WarningEvent } from '@slipway/plugin-gitops-common';
import type {
  ClusterWorkloadsProvider,
  WorkloadsListener,
} from '@slipway/plugin-gitops-node';
import type { z } from 'zod';
import type { KubernetesCluster } from '../config';
import { WATCH_TIMES } from '../watch/watchTimes';
import { WorkloadsWatch } from '../watch/WorkloadsWatch';
import { KubernetesClient } from './KubernetesClient';
import { podListSchema, toPodSummary } from './pods';
import { eventListSchema, newestWarnings, toWarning } from './warnings';

/** Pods of one namespace that are shown. */
const MAX_PODS = 250;
/** Events that are looked through; the API keeps those of an hour by default. */
const MAX_EVENTS = 500;

/** Tells what truly runs on one cluster. */
export class KubernetesWorkloads implements ClusterWorkloadsProvider {
  readonly cluster: string;
  readonly #client: KubernetesClient;
  readonly #watch: WorkloadsWatch;
  readonly #now: () => Date;

  constructor(
    cluster: KubernetesCluster,
    now = () => new Date(),
    times = WATCH_TIMES,
  ) {
    this.cluster = cluster.name;
    this.#client = new KubernetesClient(cluster);
    this.#watch = new WorkloadsWatch(this.#client, times);
    this.#now = now;
  }

  subscribe(listener: WorkloadsListener): void {
    this.#watch.subscribe(listener);
  }

  peekPods(namespace: string): PodSummary[] | undefined {
    return this.#watch.pods(namespace)?.slice(0, MAX_PODS);
  }

  peekWarnings(namespace: string): WarningEvent[] | undefined {
    const warnings = this.#watch.warnings(namespace);
    return warnings && newestWarnings(warnings, this.#now());
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
    const { items } = await this.#list(
      namespace,
      'events',
      query,
      eventListSchema,
      signal,
    );
    return newestWarnings(items.map(toWarning), this.#now());
  }

  /** Ends its connections. */
  close(): Promise<void> {
    this.#watch.close();
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
