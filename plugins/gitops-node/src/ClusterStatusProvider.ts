import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type {
  LiveObjectSummary,
  ObservedApplication,
} from '@slipway/plugin-gitops-common';

/** Is told what a cluster's Argo CD knows, as it changes. */
export interface ClusterStatusListener {
  /** All Applications that belong to a component, by a key of each, instead of what was said before. */
  onApplications(applications: ReadonlyMap<string, ObservedApplication>): void;
  /** One that came or changed, or undefined for one that went. Only after the first of all. */
  onApplication(
    key: string,
    application: ObservedApplication | undefined,
  ): void;
  /** Argo CD is there, and what was said is still so. Said every few seconds. */
  onAlive(): void;
}

/** Tells what one cluster's Argo CD knows. */
export interface ClusterStatusProvider {
  /** The cluster's name in `environments.yaml`. */
  readonly cluster: string;

  /**
   * Follows the Applications over one connection, however many look. Ends with the connection; whoever calls it
   * does so again.
   *
   * @throws `NotAllowedError` if the portal is refused, `ServiceUnavailableError` if nobody answers,
   *   any other error if the answer makes no sense. Messages hold no credentials.
   */
  watch(
    listener: ClusterStatusListener,
    options: { signal: AbortSignal },
  ): Promise<void>;

  /**
   * The objects of an Application, with what they own.
   *
   * @throws as {@link ClusterStatusProvider.watch}
   */
  readObjects(
    application: string,
    options: { signal: AbortSignal },
  ): Promise<LiveObjectSummary[]>;
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
