import type { LifecycleService } from '@backstage/backend-plugin-api';
import type { ClusterStatusProvider } from '@slipway/plugin-gitops-node';
import type { GitOpsSignals } from '../signals/GitOpsSignals';
import { ClusterStatusReader } from './ClusterStatusReader';

/** What the status of clusters is made from. */
export interface ClusterStatusPartOptions {
  providers: readonly ClusterStatusProvider[];
  lifecycle: LifecycleService;
  signals: GitOpsSignals;
}

/** Follows all clusters until the portal stops, and tells open pages of changes. */
export function createClusterStatus(
  options: ClusterStatusPartOptions,
): ClusterStatusReader[] {
  const { providers, lifecycle, signals } = options;
  const stop = new AbortController();
  lifecycle.addShutdownHook(() => stop.abort());
  return providers.map(provider => {
    const reader = new ClusterStatusReader(provider);
    reader.subscribe(components => signals.publish('delivery', components));
    reader.follow(stop.signal);
    return reader;
  });
}
