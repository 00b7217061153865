import { HIDDEN } from '../masking/Masker';
import type { FieldChange, ObjectChange, OverlayPlan, Plan } from '../plan';
import { driftReasons } from '../verdict/objectReasons';
import { verdictOf } from '../verdict/verdictOf';
import type { DriftedObject } from './driftedObjects';

/** What a cluster says of one Application: objects that are not what Git says, or why it says nothing. */
export type DriftReport =
  { drifted: readonly DriftedObject[] } | { unknown: string };

/**
 * A plan with what a sync after the merge would overwrite on clusters.
 *
 * @param reports - by path of the overlay, then by cluster; clusters that were not asked are left out
 */
export function withDrift(
  plan: Plan,
  reports: ReadonlyMap<string, ReadonlyMap<string, DriftReport>>,
): Plan {
  const overlays = plan.overlays.map(overlay => {
    const clusters = reports.get(overlay.path);
    return clusters && clusters.size > 0
      ? {
          ...overlay,
          drift: Object.fromEntries(
            [...clusters].map(([cluster, report]) => [
              cluster,
              overwritten(overlay, report),
            ]),
          ),
        }
      : overlay;
  });
  const { reasons } = plan.verdict;
  return {
    ...plan,
    overlays,
    verdict: verdictOf([...reasons, ...driftReasons(overlays)]),
  };
}

function overwritten(
  overlay: OverlayPlan,
  report: DriftReport,
): NonNullable<OverlayPlan['drift']>[string] {
  if ('unknown' in report) {
    return { unknown: report.unknown, objects: [] };
  }
  const objects = report.drifted.flatMap(({ id, fields }) => {
    const planned = overlay.objects.find(
      one => one.id === id || one.id === withoutNamespace(id),
    );
    const left = fieldsAfter(planned, fields);
    return left.length > 0 ? [{ id: planned?.id ?? id, fields: left }] : [];
  });
  return { objects };
}

/** An overlay may leave the namespace of its objects to the Application. */
function withoutNamespace(id: string): string {
  const [group, kind, , name] = id.split('/');
  return `${group}/${kind}//${name}`;
}

/** Fields that are overwritten, each with what the change makes of it where it has a say. */
function fieldsAfter(
  planned: ObjectChange | undefined,
  fields: readonly FieldChange[],
): FieldChange[] {
  if (!planned) {
    return [...fields];
  }
  // An object that goes is not overwritten.
  return planned.change === 'changed'
    ? fields.flatMap(field => fieldAfter(planned.fields, field))
    : [];
}

function fieldAfter(
  planned: readonly FieldChange[],
  field: FieldChange,
): FieldChange[] {
  const { path, before } = field;
  const same = planned.find(one => one.path === path);
  if (same) {
    return isKnown(before) && isSame(before, same.after)
      ? []
      : [change(path, before, same.after)];
  }
  if (planned.some(one => isWithin(path, one.path) && !('after' in one))) {
    return [change(path, before, undefined)];
  }
  const inside = planned.filter(one => isWithin(one.path, path));
  return inside.length > 0
    ? inside.map(one => change(one.path, undefined, one.after))
    : [field];
}

function change(
  path: string,
  before: FieldChange['before'],
  after: FieldChange['after'],
): FieldChange {
  return {
    path,
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
  };
}

function isWithin(path: string, outer: string): boolean {
  return path.startsWith(outer) && '.['.includes(path.charAt(outer.length));
}

/** Nobody can tell whether two values that are hidden are the same. */
function isKnown(value: FieldChange['before']): boolean {
  return !(JSON.stringify(value) ?? '').includes(HIDDEN.slice(0, -1));
}

function isSame(one: FieldChange['before'], other: FieldChange['before']) {
  return JSON.stringify(one) === JSON.stringify(other);
}
