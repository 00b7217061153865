import { isDeepStrictEqual } from 'node:util';
import { isTrueOf, type OverlaySummary } from './render/OverlaySummaries';
import type { OverlayEntry, Repository } from './repository/Repository';

/**
 * The overlays that may differ between two trees: those that come or go, that land elsewhere or
 * otherwise, and those whose rendering reads a path that changes.
 *
 * @param summaries - of the base, by path; those that are absent could not be rendered there
 */
export function affectedOverlays(
  base: Repository,
  head: Repository,
  summaries: ReadonlyMap<string, OverlaySummary>,
  changedFiles: readonly string[],
): Set<string> {
  const affected = new Set<string>();
  for (const [path, before] of base.overlays) {
    const after = head.overlays.get(path);
    const summary = summaries.get(path);
    if (
      !after ||
      !isDeepStrictEqual(settingsOf(before), settingsOf(after)) ||
      (summary
        ? !isTrueOf(summary, head.tree)
        : changedFiles.some(file => mayMend(file, before)))
    ) {
      affected.add(path);
    }
  }
  for (const path of head.overlays.keys()) {
    if (!base.overlays.has(path)) {
      affected.add(path);
    }
  }
  return affected;
}

/** What an overlay comes to besides its objects. */
function settingsOf(entry: OverlayEntry) {
  const { environment, clusters, request, problem, component } = entry;
  return { sync: environment.sync, clusters, request, problem, component };
}

/** What a broken overlay depends on is not known; it is looked at where its own files change. */
function mayMend(file: string, { overlay, request }: OverlayEntry): boolean {
  return (
    file.startsWith(`apps/${overlay.component}/`) ||
    (request?.style === 'helm' && file.startsWith(`${request.chart}/`))
  );
}
