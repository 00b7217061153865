import type {
  ObjectChange,
  OverlayPlan,
  Plan,
} from '@slipway/plugin-gitops-common';

/** How objects can change, in the order in which they are counted. */
export const CHANGES: readonly ObjectChange['change'][] = [
  'added',
  'changed',
  'removed',
  'pruned',
];

/** `1.4.2 → 1.5.0`, or undefined if the version stays, or if there is none. */
export function versionChange({
  version: { before, after },
}: Pick<OverlayPlan, 'version'>): string | undefined {
  if (before === after) {
    return undefined;
  }
  return `${before ?? 'nothing'} → ${after ?? 'nothing'}`;
}

/** `2 added, 1 pruned`. */
export function countChanges(objects: readonly ObjectChange[]): string {
  return CHANGES.map(change => ({
    change,
    count: objects.filter(object => object.change === change).length,
  }))
    .filter(({ count }) => count > 0)
    .map(({ change, count }) => `${count} ${change}`)
    .join(', ');
}

/** `+2 pods, −250m CPU, +512 MiB`, or undefined if an overlay asks for as much as before. */
export function costChange({
  cost: { before, after },
}: Pick<OverlayPlan, 'cost'>): string | undefined {
  const parts = [
    signed(after.replicas - before.replicas, ' pod', ' pods'),
    signed(after.cpuMillis - before.cpuMillis, 'm CPU'),
    signed(after.memoryMiB - before.memoryMiB, ' MiB'),
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : undefined;
}

/** What merging does, as it stands on a button: `shop 1.4.2 → 1.5.0 in prod on yc, vk`. */
export function planInWords(plan: Plan): string {
  const { overlays } = plan;
  const [first] = overlays;
  if (!first) {
    return 'no Application changes';
  }
  const components = unique(overlays.map(({ component }) => component));
  const kinds = unique(overlays.map(({ change }) => change));
  const versions = unique(overlays.map(one => versionChange(one) ?? ''));
  const kind = kinds.length === 1 ? first.change : 'changed';
  const what =
    components.length === 1
      ? first.component
      : `${components.length} components`;
  return `${deed(kind, what, versions)} ${places(overlays)}`;
}

function deed(
  kind: OverlayPlan['change'],
  what: string,
  versions: string[],
): string {
  const [version] = versions.length === 1 ? versions : [];
  if (kind === 'added') {
    const after = version?.split(' → ')[1];
    return after ? `add ${what} ${after}` : `add ${what}`;
  }
  if (kind === 'removed') {
    return `remove ${what}`;
  }
  return version ? `${what} ${version}` : `change ${what}`;
}

function places(overlays: readonly OverlayPlan[]): string {
  const environments = unique(overlays.map(({ environment }) => environment));
  const clusters = unique(
    overlays.flatMap(one => [...one.clusters, ...one.clustersRemoved]),
  );
  const where = `in ${environments.join(', ')}`;
  return clusters.length > 0 ? `${where} on ${clusters.join(', ')}` : where;
}

function signed(difference: number, unit: string, units = unit): string {
  if (difference === 0) {
    return '';
  }
  return `${difference > 0 ? '+' : '−'}${Math.abs(difference)}${Math.abs(difference) === 1 ? unit : units}`;
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
