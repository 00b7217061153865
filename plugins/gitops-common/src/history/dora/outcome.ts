import type { VersionChange } from '../versionChange';

/** What came of one deployment. */
export interface Outcome {
  /** From its source's commit until it was healthy everywhere; undefined if one of them is not known. */
  leadMs?: number;
  /** Undefined if it did not fail. */
  failure?: {
    /** Undefined if it is not over. */
    restoreMs?: number;
  };
}

/**
 * What came of a deployment.
 *
 * @param later - changes of the same overlay after it, the first first
 */
export function outcomeOf(
  change: VersionChange,
  later: readonly VersionChange[],
): Outcome {
  const failed = change.clusters.filter(
    cluster => change.results[cluster]?.failedAt,
  );
  const rolledBack = later[0]?.kind === 'rollback';
  return {
    leadMs: leadTime(change),
    failure:
      failed.length > 0 || rolledBack
        ? { restoreMs: restoreTime(change, later, failed) }
        : undefined,
  };
}

function leadTime(change: VersionChange): number | undefined {
  const healthy = change.clusters.map(cluster =>
    timeOf(change.results[cluster]?.healthyAt),
  );
  const start = timeOf(change.sourceCommittedAt);
  const end = last(healthy);
  return start === undefined || end === undefined
    ? undefined
    : Math.max(0, end - start);
}

function restoreTime(
  change: VersionChange,
  later: readonly VersionChange[],
  failed: readonly string[],
): number | undefined {
  const noticed = failed.flatMap(
    cluster => timeOf(change.results[cluster]?.failedAt) ?? [],
  );
  const start =
    noticed.length > 0 ? Math.min(...noticed) : Date.parse(change.at);
  // Where nobody saw a failure, only what came after the deployment can have ended it.
  const [clusters, cures] =
    noticed.length > 0
      ? [failed, [change, ...later]]
      : [change.clusters, later];
  const end = last(clusters.map(cluster => healedAt(cluster, cures, start)));
  return end === undefined ? undefined : end - start;
}

function healedAt(
  cluster: string,
  cures: readonly VersionChange[],
  start: number,
): number | undefined {
  const times = cures.flatMap(
    // What is not there any more does not fail any more.
    ({ kind, at, results }) =>
      timeOf(kind === 'removal' ? at : results[cluster]?.healthyAt) ?? [],
  );
  const after = times.filter(time => time > start);
  return after.length > 0 ? Math.min(...after) : undefined;
}

/** The last of times that must all be known. */
function last(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter(time => time !== undefined);
  return known.length > 0 && known.length === times.length
    ? Math.max(...known)
    : undefined;
}

function timeOf(moment: string | undefined): number | undefined {
  return moment === undefined ? undefined : Date.parse(moment);
}
