import type { ObjectManifests } from '@slipway/plugin-gitops-common';
import { diffArrays } from 'diff';

/** One line of a manifest, with its number on each side where it is. */
export interface DiffLine {
  kind: 'same' | 'added' | 'removed';
  text: string;
  before?: number;
  after?: number;
}

/** Two manifests so different that finding the shortest edit would hold up the page. */
const MAX_EDIT_LENGTH = 2_000;

/** Lines of both sides in one order, as a unified diff shows them. */
export function diffManifests(manifests: ObjectManifests): DiffLine[] {
  const before = toLines(manifests.before);
  const after = toLines(manifests.after);
  const changes = diffArrays(before, after, {
    maxEditLength: MAX_EDIT_LENGTH,
  }) ?? [
    { value: before, added: false, removed: true },
    { value: after, added: true, removed: false },
  ];
  let left = 0;
  let right = 0;
  return changes.flatMap(({ value, added, removed }) =>
    value.map((text): DiffLine => {
      if (added) {
        right += 1;
        return { kind: 'added', text, after: right };
      }
      left += 1;
      if (removed) {
        return { kind: 'removed', text, before: left };
      }
      right += 1;
      return { kind: 'same', text, before: left, after: right };
    }),
  );
}

function toLines(manifest: string | undefined): string[] {
  return manifest ? manifest.replace(/\n$/, '').split('\n') : [];
}
