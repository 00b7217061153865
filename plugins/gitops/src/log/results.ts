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

/** Whether it is known to have run well somewhere, so that going back to it can help. */
export function wasHealthy({ results }: VersionChange): boolean {
  return Object.values(results).some(
    ({ healthyAt }) => healthyAt !== undefined,
  );
}
