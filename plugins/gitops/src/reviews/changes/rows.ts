import type {
  ObjectChange,
  ObjectManifests,
  OverlayPlan,
  Plan,
} from '@slipway/plugin-gitops-common';
import type { DiffLine } from './diffLines';
import { filterObjects, type ChangeFilters } from './filterObjects';
import { layoutDiff, type DiffRow } from './layoutDiff';

/** How far the manifests of an overlay are. */
export interface LoadedManifests {
  manifests?: ReadonlyMap<string, ObjectManifests>;
  error?: Error;
  retry: () => void;
}

/** One row of the list of changes; all are in one list so that only those in sight are rendered. */
export type Row = { key: string } & (
  | { type: 'environment'; environment: string; overlays: OverlayPlan[] }
  | { type: 'overlay'; overlay: OverlayPlan; shown: number }
  | {
      type: 'object';
      overlay: OverlayPlan;
      object: ObjectChange;
      open: boolean;
    }
  | { type: 'loading'; object: ObjectChange }
  | { type: 'failed'; error: Error; retry: () => void }
  | { type: 'diff'; object: string; row: DiffRow; last: boolean }
);

/** What rows depend on besides the plan. */
export interface RowState {
  filters: ChangeFilters;
  split: boolean;
  /** Keys, by {@link objectKey}, of objects whose diff is shown. */
  open: ReadonlySet<string>;
  /** Keys, by {@link gapKey}, of lines that are shown after all. */
  gaps: ReadonlySet<string>;
  manifestsOf: (overlay: string) => LoadedManifests | undefined;
  diffOf: (manifests: ObjectManifests) => readonly DiffLine[];
}

/** Identifies an object in a plan. */
export function objectKey(overlay: OverlayPlan, object: ObjectChange): string {
  return `${overlay.path}#${object.id}`;
}

/** Identifies lines of an object that are left out. */
export function gapKey(object: string, start: number): string {
  return `${object}@${start}`;
}

/** The plan from top to bottom: environments in order of promotion, their overlays, objects, and open diffs. */
export function planRows(plan: Plan, state: RowState): Row[] {
  const rows: Row[] = [];
  for (const overlay of plan.overlays) {
    const { environment } = overlay;
    const last = rows.findLast(row => row.type === 'environment');
    if (last?.type === 'environment' && last.environment === environment) {
      last.overlays.push(overlay);
    } else {
      const overlays = [overlay];
      rows.push({
        type: 'environment',
        key: environment,
        environment,
        overlays,
      });
    }
    const objects = filterObjects(overlay, state.filters);
    const shown = objects.length;
    rows.push({ type: 'overlay', key: overlay.path, overlay, shown });
    for (const object of objects) {
      rows.push(...objectRows(overlay, object, state));
    }
  }
  return rows;
}

function objectRows(
  overlay: OverlayPlan,
  object: ObjectChange,
  state: RowState,
): Row[] {
  const key = objectKey(overlay, object);
  const open = state.open.has(key);
  const head: Row = { type: 'object', key, overlay, object, open };
  if (!open) {
    return [head];
  }
  const loaded = state.manifestsOf(overlay.path);
  if (loaded?.error) {
    const { error, retry } = loaded;
    return [head, { type: 'failed', key: `${key}!`, error, retry }];
  }
  if (!loaded?.manifests) {
    return [head, { type: 'loading', key: `${key}…`, object }];
  }
  const manifests = loaded.manifests.get(object.id) ?? { id: object.id };
  const diff = layoutDiff(state.diffOf(manifests), {
    split: state.split,
    opened: start => state.gaps.has(gapKey(key, start)),
  });
  return [
    head,
    ...diff.map((row, index): Row => ({
      type: 'diff',
      key: `${key}:${index}`,
      object: key,
      row,
      last: index === diff.length - 1,
    })),
  ];
}
