import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { PodSummary, WarningEvent } from '@slipway/plugin-gitops-common';

/**
 * Called when what is told of a cluster without asking it changes.
 *
 * @param components - whose pods it is about; undefined if it may be about any
 */
export type WorkloadsListener = (
  components: readonly string[] | undefined,
) => void;

/** Tells what truly runs on one cluster, by its own API. */
export interface ClusterWorkloadsProvider {
  /** The cluster's name in `environments.yaml`. */
  readonly cluster: string;

  /** Has somebody told of changes. */
  subscribe(listener: WorkloadsListener): void;

  /**
   * The pods of a namespace, as far as they are known without asking and kept up to date. That somebody looks is
   * reason enough to follow the cluster for a while.
   *
   * @returns undefined if it has to be asked
   */
  peekPods(namespace: string): PodSummary[] | undefined;

  /** The warnings of a namespace, the newest first, as {@link ClusterWorkloadsProvider.peekPods}. */
  peekWarnings(namespace: string): WarningEvent[] | undefined;

  /**
   * The pods of a namespace.
   *
   * @throws `NotAllowedError` if the portal is refused, `ServiceUnavailableError` if nobody answers,
   *   any other error if the answer makes no sense. Messages hold no credentials.
   */
  readPods(
    namespace: string,
    options: { signal: AbortSignal },
  ): Promise<PodSummary[]>;

  /**
   * The warnings of a namespace, the newest first.
   *
   * @throws as {@link ClusterWorkloadsProvider.readPods}
   */
  readWarnings(
    namespace: string,
    options: { signal: AbortSignal },
  ): Promise<WarningEvent[]>;
}

/** Where modules add the clusters whose workloads they can read. */
export interface ClusterWorkloadsExtensionPoint {
  /** @throws if the cluster has a provider already */
  addProvider(provider: ClusterWorkloadsProvider): void;
}

/** See {@link ClusterWorkloadsExtensionPoint}. */
export const gitopsClusterWorkloadsExtensionPoint =
  createExtensionPoint<ClusterWorkloadsExtensionPoint>({
    id: 'gitops.cluster-workloads',
  });
