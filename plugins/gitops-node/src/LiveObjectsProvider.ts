import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { LiveObject } from '@slipway/plugin-gitops-common';

/** Tells what is on one cluster, beside what Git says. It only reads, and never Secrets. */
export interface LiveObjectsProvider {
  /** The cluster's name in `environments.yaml`. */
  readonly cluster: string;

  /**
   * The objects of one Application that Git names and the cluster has, without Secrets.
   *
   * @throws `NotAllowedError` if the portal is refused, `ServiceUnavailableError` if nobody answers,
   *   any other error if the answer makes no sense. Messages are shown, and hold nothing of the objects.
   */
  readLiveObjects(options: {
    application: string;
    signal: AbortSignal;
  }): Promise<LiveObject[]>;
}

/** Where modules add the clusters whose objects they can read. */
export interface LiveObjectsExtensionPoint {
  /** @throws if the cluster has a provider already */
  addProvider(provider: LiveObjectsProvider): void;
}

/** See {@link LiveObjectsExtensionPoint}. */
export const gitopsLiveObjectsExtensionPoint =
  createExtensionPoint<LiveObjectsExtensionPoint>({
    id: 'gitops.live-objects',
  });
