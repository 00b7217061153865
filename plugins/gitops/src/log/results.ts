import type { VersionChange } from '@slipway/plugin-gitops-common';
import { outcomeOn, type ChangeOutcome } from '../components/ChangeResult';

const GRAVEST_FIRST: readonly ChangeOutcome[] = [
  'failed',
  'open',
  'recovered',
  'healthy',
];

/** Clusters of a change by what came of it there, the gravest first. */
export function clustersByOutcome(
  change: VersionChange,
): { outcome: ChangeOutcome; clusters: string[] }[] {
  return GRAVEST_FIRST.flatMap(outcome => {
    const clusters = change.clusters.filter(
      cluster => outcomeOn(change, cluster) === outcome,
    );
    return clusters.length > 0 ? [{ outcome, clusters }] : [];
  });
}

/**
 * How the *Delivery* tab's address names the way back to what a change brought: environment,
 * cluster if the overlay is of one only, and version. Undefined for what never ran well anywhere.
 */
export function rollbackTo(change: VersionChange): string | undefined {
  const { environment, overlay, clusters, results, to, kind } = change;
  const wasHealthy = Object.values(results).some(
    ({ healthyAt }) => healthyAt !== undefined,
  );
  if (kind === 'removal' || to === undefined || !wasHealthy) {
    return undefined;
  }
  const ofAll = overlay.endsWith(`/${environment}`);
  return `${environment}/${ofAll ? '' : clusters[0]}/${to}`;
}
