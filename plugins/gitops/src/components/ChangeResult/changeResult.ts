import { recoveryOf, type VersionChange } from '@slipway/plugin-gitops-common';

/** What came of a change on one cluster; `open` if that is not known yet. */
export type ChangeOutcome = 'healthy' | 'failed' | 'recovered' | 'open';

/** What came of a change on one cluster. */
export function outcomeOn(
  { results }: VersionChange,
  cluster: string,
): ChangeOutcome {
  const result = results[cluster] ?? {};
  if (result.failedAt === undefined) {
    return result.healthyAt === undefined ? 'open' : 'healthy';
  }
  return recoveryOf(result) === undefined ? 'failed' : 'recovered';
}
