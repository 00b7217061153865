import type { VersionChange } from '@slipway/plugin-gitops-common';

/** What came of a change on all of its clusters, or on one. */
export type ChangeOutcome = 'healthy' | 'failed' | 'recovered' | 'open';

/** What came of a change on one cluster. */
export function outcomeOn(
  { results }: VersionChange,
  cluster: string,
): ChangeOutcome {
  const { healthyAt, failedAt } = results[cluster] ?? {};
  if (failedAt === undefined) {
    return healthyAt === undefined ? 'open' : 'healthy';
  }
  const isGood =
    healthyAt !== undefined && Date.parse(healthyAt) > Date.parse(failedAt);
  return isGood ? 'recovered' : 'failed';
}

const GRAVEST_FIRST: readonly ChangeOutcome[] = [
  'failed',
  'open',
  'recovered',
  'healthy',
];

/** What came of a change: the gravest of its clusters. */
export function outcomeOf(change: VersionChange): ChangeOutcome {
  const outcomes = change.clusters.map(cluster => outcomeOn(change, cluster));
  return GRAVEST_FIRST.find(one => outcomes.includes(one)) ?? 'open';
}
