import { ConflictError } from '@backstage/errors';
import { applyPatch, structuredPatch } from 'diff';
import { Manifest } from '../manifests/readManifests';
import { FileChange } from '../proposal/FileChange';

/** A template's files without an option, and with it. */
export interface Renderings {
  before: readonly Manifest[];
  after: readonly Manifest[];
}

/**
 * Brings what an option adds to a template into files that people may have
 * edited since: the difference of the two renderings is applied where it
 * belongs, and everything else in the file stays, comments included. Where
 * nobody edited, the result is what creation with the option generates.
 *
 * @param read - text of a file as it is now
 * @throws ConflictError that names the files edited at the very places
 */
export async function applyDifference(
  { before, after }: Renderings,
  read: (path: string) => Promise<string | undefined>,
): Promise<FileChange[]> {
  const old = new Map(before.map(({ path, content }) => [path, content]));
  const differing = after.filter(
    ({ path, content }) => old.get(path) !== content,
  );
  const conflicts: string[] = [];
  const changes: FileChange[] = [];
  for (const { path, content } of differing) {
    const present = await read(path);
    const result = merge(old.get(path), content, present);
    if (result === undefined) {
      conflicts.push(path);
    } else if (result !== present) {
      changes.push({ path, content: result });
    }
  }
  if (conflicts.length > 0) {
    throw new ConflictError(
      `People changed ${conflicts.join(', ')} where the option belongs; add it there by hand, or undo that change first. Nothing was created.`,
    );
  }
  return changes;
}

/** @returns undefined if it cannot be told where the difference belongs */
function merge(
  old: string | undefined,
  wanted: string,
  present: string | undefined,
): string | undefined {
  if (present === wanted) {
    return wanted;
  }
  if (old === undefined || present === undefined) {
    return old === present ? wanted : undefined;
  }
  // The context says where; two lines are enough for files as short as these,
  // and leave room for edits beside.
  const patch = structuredPatch('', '', old, wanted, '', '', { context: 2 });
  const merged = applyPatch(present, patch, { fuzzFactor: 0 });
  return merged === false ? undefined : merged;
}
