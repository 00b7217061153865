import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { PodSummary, WarningEvent } from '@slipway/plugin-gitops-common';

/** Tells what truly runs on one cluster, by its own API. */
export interface ClusterWorkloadsProvider {
  /** The cluster's name in `environments.yaml`. */
  readonly cluster: string;

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
