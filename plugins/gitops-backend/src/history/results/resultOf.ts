import {
  type ChangeResult,
  type ObservedApplication,
  recoveryOf,
  SETTLING_MS,
  type VersionChange,
} from '@slipway/plugin-gitops-common';
import type { SeenCluster } from './SeenCluster';

/** A failure that long after a release was healthy is not the change's any more. Milliseconds. */
export const WATCHED_AFTER_HEALTH_MS = 24 * 60 * 60_000;

/** Whether what comes of a change on a cluster is not settled. It has to be the newest of its overlay. */
export function isOpen(
  { kind, results }: VersionChange,
  cluster: string,
  now: Date,
): boolean {
  const result = results[cluster] ?? {};
  const { healthyAt, failedAt } = result;
  return (
    // What is gone is neither healthy nor fails.
    kind !== 'removal' &&
    (healthyAt === undefined ||
      (failedAt !== undefined && recoveryOf(result) === undefined) ||
      now.getTime() - Date.parse(healthyAt) < WATCHED_AFTER_HEALTH_MS)
  );
}

/**
 * What a look at a cluster says about a change.
 *
 * @param includes - whether a revision of the GitOps repository has the change
 * @returns undefined if it says nothing new
 */
export async function resultOf(
  change: VersionChange,
  cluster: string,
  seen: SeenCluster | undefined,
  includes: (revision: string) => Promise<boolean>,
): Promise<ChangeResult | undefined> {
  const application = seen?.application(change);
  const outcome = application && outcomeOf(application);
  const known = change.results[cluster] ?? {};
  const isNews = outcome === 'healthy' ? isHealthNews : isFailureNews;
  if (
    !seen ||
    !outcome ||
    application?.revision === undefined ||
    !isNews(known) ||
    !(await includes(application.revision))
  ) {
    return undefined;
  }
  const { observedAt } = seen;
  if (outcome === 'healthy') {
    return known.healthyAt === undefined
      ? { healthyAt: observedAt }
      : { recoveredAt: observedAt };
  }
  return {
    failedAt: observedAt,
    message: application.failing?.message ?? application.message,
  };
}

function isHealthNews(known: ChangeResult): boolean {
  return (
    known.healthyAt === undefined ||
    (known.failedAt !== undefined && recoveryOf(known) === undefined)
  );
}

/** A failure that was over too soon to be one makes way for the next. */
function isFailureNews(known: ChangeResult): boolean {
  if (known.failedAt === undefined) {
    return true;
  }
  const over = recoveryOf(known);
  return (
    over !== undefined &&
    Date.parse(over) - Date.parse(known.failedAt) < SETTLING_MS
  );
}

/** Of an Application that is synced, or could not be. */
function outcomeOf({
  sync,
  health,
  operation,
  failing,
}: ObservedApplication): 'healthy' | 'failed' | undefined {
  if (operation === 'Running' || operation === 'Terminating') {
    return undefined;
  }
  if (sync !== 'Synced') {
    // What runs is then an older release, whose health says nothing about this one.
    return operation === 'Failed' || operation === 'Error'
      ? 'failed'
      : undefined;
  }
  if (failing || health === 'Degraded') {
    return 'failed';
  }
  return health === 'Healthy' ? 'healthy' : undefined;
}
