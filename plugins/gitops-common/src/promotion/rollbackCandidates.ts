import { recoveryOf, type VersionChange } from '../history/versionChange';
import { type ReleaseArtefact, sameArtefacts } from '../releases/releaseRecord';

/** An earlier release that an overlay can go back to. */
export interface RollbackCandidate {
  version: string;
  images: ReleaseArtefact[];
  /** When it last came to the overlay, by whom, and by which commit. */
  at: string;
  by: string;
  commit: string;
  /** When it was healthy on the last of its clusters. */
  healthyAt: string;
}

/**
 * Releases that were healthy in an overlay on all of its clusters, the last first, without the present one.
 *
 * @param changes - the log, in any order, of this overlay or of more
 * @param present - what the overlay names now
 */
export function rollbackCandidates(
  changes: readonly VersionChange[],
  overlay: string,
  present: readonly ReleaseArtefact[],
): RollbackCandidate[] {
  const candidates: RollbackCandidate[] = [];
  const sorted = changes
    .filter(change => change.overlay === overlay)
    .sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
  for (const { to, images, at, by, commit, clusters, results } of sorted) {
    const healthyAt = healthyOnAll(clusters, results);
    if (
      to !== undefined &&
      healthyAt !== undefined &&
      !sameArtefacts(images, present) &&
      !candidates.some(one => sameArtefacts(one.images, images))
    ) {
      candidates.push({ version: to, images, at, by, commit, healthyAt });
    }
  }
  return candidates;
}

/** A failure that came after it was healthy counts; one that it recovered from does not. */
function healthyOnAll(
  clusters: readonly string[],
  results: VersionChange['results'],
): string | undefined {
  const times = clusters.flatMap(cluster => {
    const result = results[cluster] ?? {};
    const { healthyAt, failedAt } = result;
    const isGood =
      healthyAt !== undefined &&
      (failedAt === undefined || recoveryOf(result) !== undefined);
    return isGood ? [healthyAt] : [];
  });
  return times.length > 0 && times.length === clusters.length
    ? times.reduce((one, other) =>
        Date.parse(other) > Date.parse(one) ? other : one,
      )
    : undefined;
}
