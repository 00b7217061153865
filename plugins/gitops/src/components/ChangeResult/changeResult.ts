import type { VersionChange } from '@slipway/plugin-gitops-common';

/** What came of a change on one cluster; `open` if that is not known yet. */
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
