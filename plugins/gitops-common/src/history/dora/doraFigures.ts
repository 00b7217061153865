import { groupBy } from '../../plan/words';
import type { VersionChange } from '../versionChange';
import type { DoraFigures } from './figures';
import { outcomeOf } from './outcome';

const DAY = 24 * 60 * 60_000;

/** What figures are of. The time holds its beginning and not its end. */
export interface DoraScope {
  from: Date;
  until: Date;
  component?: string;
  environment?: string;
  /** Until when anything is known. */
  now: Date;
}

/**
 * DORA's four figures of the deployments of a time.
 *
 * @param changes - in any order; those after the time too, because they tell whether and when a failure was over
 */
export function doraFigures(
  changes: readonly VersionChange[],
  scope: DoraScope,
): DoraFigures {
  const outcomes = [
    ...groupBy(changes, ({ overlay }) => overlay).values(),
  ].flatMap(ofOverlay => {
    const sorted = [...ofOverlay].sort(
      (one, other) => Date.parse(one.at) - Date.parse(other.at),
    );
    return sorted.flatMap((change, index) =>
      isWithin(change, scope)
        ? [outcomeOf(change, sorted.slice(index + 1), scope.now)]
        : [],
    );
  });
  const deployments = outcomes.length;
  const leadTimes = outcomes.flatMap(({ leadMs }) => leadMs ?? []);
  const failures = outcomes.flatMap(({ failure }) => failure ?? []);
  const restores = failures.flatMap(({ restoreMs }) => restoreMs ?? []);
  const days = (scope.until.getTime() - scope.from.getTime()) / DAY;
  return {
    deploymentFrequency: {
      deployments,
      perDay: days > 0 ? deployments / days : 0,
    },
    leadTime: { ...medianOf(leadTimes), measured: leadTimes.length },
    changeFailureRate: {
      failed: failures.length,
      deployments,
      ...(deployments > 0 && { rate: failures.length / deployments }),
    },
    timeToRestore: {
      ...medianOf(restores),
      restored: restores.length,
      open: failures.length - restores.length,
    },
  };
}

function isWithin(change: VersionChange, scope: DoraScope): boolean {
  const at = Date.parse(change.at);
  return (
    (change.kind === 'deploy' || change.kind === 'promotion') &&
    at >= scope.from.getTime() &&
    at < scope.until.getTime() &&
    (scope.component ?? change.component) === change.component &&
    (scope.environment ?? change.environment) === change.environment
  );
}

function medianOf(values: readonly number[]): { medianMs?: number } {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  const [low, high] = [
    sorted[Math.ceil(middle) - 1],
    sorted[Math.floor(middle)],
  ];
  return low === undefined ? {} : { medianMs: (low + high) / 2 };
}
