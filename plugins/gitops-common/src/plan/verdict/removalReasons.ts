import type { ObjectChange, OverlayPlan, PlanReason } from '../plan';
import { countWords, groupBy, listWords } from '../words';
import { clusterWords, componentWords, onlyOverlay } from './scope';

// Kinds whose objects take data with them.
const HOLDS_DATA = new Set([
  'PersistentVolumeClaim',
  'PersistentVolume',
  'StatefulSet',
  'Namespace',
  'Cluster',
]);

/** What leaves the clusters, by environment. */
export function removalReasons(overlays: readonly OverlayPlan[]): PlanReason[] {
  return [...groupBy(overlays, one => one.environment).values()].flatMap(
    group => [
      ...removedApplications(group),
      ...leftClusters(group),
      ...prunedObjects(group),
    ],
  );
}

function removedApplications(group: readonly OverlayPlan[]): PlanReason[] {
  // An overlay without objects of its own was taken over by another, which says what changes.
  const removed = group.filter(
    one => one.change === 'removed' && (one.objects.length > 0 || one.problem),
  );
  if (removed.length === 0) {
    return [];
  }
  const deleted = pruned(removed);
  return [
    reason(
      `removes ${componentWords(removed)} from ${removed[0].environment} on ${clusterWords(removed)} and deletes ${countWords(deleted.length, 'object')}${dataWords(deleted)}`,
      removed,
    ),
  ];
}

function leftClusters(group: readonly OverlayPlan[]): PlanReason[] {
  const leaving = group
    .filter(one => one.clustersRemoved.length > 0)
    .map(one => ({ ...one, clusters: one.clustersRemoved }));
  return leaving.length === 0
    ? []
    : [
        reason(
          `removes ${componentWords(leaving)} from ${leaving[0].environment} on ${clusterWords(leaving)}`,
          leaving,
        ),
      ];
}

function prunedObjects(group: readonly OverlayPlan[]): PlanReason[] {
  const losing = group.filter(
    one => one.change !== 'removed' && pruned([one]).length > 0,
  );
  if (losing.length === 0) {
    return [];
  }
  const deleted = pruned(losing);
  return [
    reason(
      `deletes ${countWords(deleted.length, 'object')} of ${componentWords(losing)} in ${losing[0].environment} on ${clusterWords(losing)}: ${listWords(deleted.map(name), 4)}`,
      losing,
    ),
  ];
}

function reason(message: string, overlays: readonly OverlayPlan[]): PlanReason {
  return {
    level: 'attention',
    kind: 'removal',
    message,
    ...onlyOverlay(overlays),
  };
}

function pruned(overlays: readonly OverlayPlan[]): ObjectChange[] {
  return overlays.flatMap(one =>
    one.objects.filter(({ change }) => change === 'pruned'),
  );
}

function dataWords(objects: readonly ObjectChange[]): string {
  const holders = objects.filter(({ kind }) => HOLDS_DATA.has(kind));
  return holders.length > 0
    ? `, among them ${listWords(holders.map(name), 4)}`
    : '';
}

function name(object: ObjectChange): string {
  return `${object.kind} ${object.name}`;
}
