import type { ObjectChange, OverlayPlan } from '@slipway/plugin-gitops-common';

/** Which objects of a plan are shown; empty says all. */
export interface ChangeFilters {
  kind: string;
  change: string;
  text: string;
  /** Leaves out objects of which only labels and annotations change. */
  noise: 'hide' | 'show';
}

const NOISE = /(^|\.)metadata\.(labels|annotations)(\.|\[|$)/;

/** Whether nothing but labels and annotations of an object change. */
export function isNoise({ change, fields }: ObjectChange): boolean {
  return (
    change === 'changed' &&
    fields.length > 0 &&
    fields.every(({ path }) => NOISE.test(path))
  );
}

/** Objects of an overlay that pass the filters; the text is looked for in names and in changed fields. */
export function filterObjects(
  overlay: OverlayPlan,
  { kind, change, text, noise }: ChangeFilters,
): ObjectChange[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return overlay.objects.filter(
    object =>
      (kind === '' || object.kind === kind) &&
      (change === '' || object.change === change) &&
      (noise === 'show' || !isNoise(object)) &&
      words.every(word => textOf(overlay, object).includes(word)),
  );
}

function textOf(overlay: OverlayPlan, object: ObjectChange): string {
  const fields = object.fields.flatMap(({ path, before, after }) => [
    path,
    JSON.stringify(before),
    JSON.stringify(after),
  ]);
  return [overlay.application, object.id, ...fields].join(' ').toLowerCase();
}
