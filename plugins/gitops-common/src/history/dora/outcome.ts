import {
  recoveryOf,
  SETTLING_MS,
  type ChangeResult,
  type VersionChange,
} from '../versionChange';

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
 * What came of a deployment. To DORA, one has failed if somebody has to step in: another change came before it was
 * healthy again, a rollback followed, or it was not over by itself soon.
 *
 * @param later - changes of the same overlay after it, the first first
 * @param now - until when anything is known
 */
export function outcomeOf(
  change: VersionChange,
  later: readonly VersionChange[],
  now: Date,
): Outcome {
  const [next] = later;
  const end = next === undefined ? undefined : Date.parse(next.at);
  const seen = change.clusters.filter(
    cluster => change.results[cluster]?.failedAt,
  );
  const failed = seen.filter(cluster =>
    neededSomebody(change.results[cluster], end, now.getTime()),
  );
  return {
    leadMs: leadTime(change),
    failure:
      failed.length > 0 || next?.kind === 'rollback'
        ? {
            restoreMs: restoreTime(
              change,
              later,
              failed.length > 0 ? failed : seen,
            ),
          }
        : undefined,
  };
}

/** @param next - when another change came */
function neededSomebody(
  result: ChangeResult,
  next: number | undefined,
  now: number,
): boolean {
  const start = timeOf(result.failedAt) ?? now;
  const over = timeOf(recoveryOf(result));
  if (next !== undefined && (over === undefined || next < over)) {
    return true;
  }
  return (over ?? now) - start >= SETTLING_MS;
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
  const times = cures.flatMap(({ kind, at, results }) => {
    const { healthyAt, recoveredAt } = results[cluster] ?? {};
    // What is not there any more does not fail any more.
    const moments = kind === 'removal' ? [at] : [healthyAt, recoveredAt];
    return moments.flatMap(moment => timeOf(moment) ?? []);
  });
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
