import type { FileChange } from './types.ts';

/** The tree without entries, which git knows without it being stored. */
export const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

const statuses: Record<string, FileChange['status']> = {
  A: 'added',
  D: 'removed',
  M: 'modified',
  R: 'renamed',
  C: 'copied',
  T: 'changed',
};

/** Splits `git diff` output into the hunks of each file, in git's order. */
function splitPatches(text: string): (string | undefined)[] {
  return text
    .split(/^(?=diff --git )/m)
    .filter(Boolean)
    .map(file => {
      const start = file.search(/^@@ /m);
      return start < 0 ? undefined : file.slice(start).replace(/\n$/, '');
    });
}

/**
 * Lists what changed between two trees.
 * @param run - runs git in the repository and returns its output
 */
export async function listChanges(
  run: (args: readonly string[]) => Promise<Buffer>,
  from: string | null,
  to: string,
): Promise<FileChange[]> {
  const range = ['-M', '--no-ext-diff', '--no-color', from ?? emptyTree, to];
  const [raw, counts, patch] = await Promise.all([
    run(['diff', '--raw', '-z', '--no-abbrev', ...range]),
    run(['diff', '--numstat', '-z', ...range]),
    run(['diff', ...range]),
  ]);
  const patches = splitPatches(patch.toString('utf8'));
  const numbers = counts
    .toString('utf8')
    .split('\0')
    .filter(field => /^(\d+|-)\t(\d+|-)\t/.test(field))
    .map(field => field.split('\t', 2).map(n => (n === '-' ? 0 : Number(n))));

  const fields = raw.toString('utf8').split('\0');
  const changes: FileChange[] = [];
  for (let at = 0; fields[at]?.startsWith(':');) {
    const [, , before = '', after = '', letter = ''] = fields[at].split(' ');
    const moved = /^[RC]/.test(letter);
    const first = fields[at + 1] ?? '';
    const index = changes.length;
    const [additions = 0, deletions = 0] = numbers[index] ?? [];
    changes.push({
      path: moved ? (fields[at + 2] ?? '') : first,
      previousPath: moved ? first : null,
      status: statuses[letter[0] ?? ''] ?? 'changed',
      sha: letter === 'D' ? before : after,
      additions,
      deletions,
      patch: patches[index],
    });
    at += moved ? 3 : 2;
  }
  return changes;
}
