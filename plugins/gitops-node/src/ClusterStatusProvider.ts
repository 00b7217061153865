import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { ObservedApplication } from '@slipway/plugin-gitops-common';

/** Tells what one cluster's Argo CD knows. */
export interface ClusterStatusProvider {
  /** The cluster's name in `environments.yaml`. */
  readonly cluster: string;

  /**
   * All Applications of the cluster that belong to a component.
   *
   * @throws `NotAllowedError` if the portal is refused, `ServiceUnavailableError` if nobody answers,
   *   any other error if the answer makes no sense. Messages hold no credentials.
   */
  readApplications(options: {
    signal: AbortSignal;
  }): Promise<ObservedApplication[]>;
}

/** Where modules add the clusters they can read. */
export interface ClusterStatusExtensionPoint {
  /** @throws if the cluster has a provider already */
  addProvider(provider: ClusterStatusProvider): void;
}

/** See {@link ClusterStatusExtensionPoint}. */
export const gitopsClusterStatusExtensionPoint =
  createExtensionPoint<ClusterStatusExtensionPoint>({
    id: 'gitops.cluster-status',
  });
