import { diffLines } from 'diff';

// Beyond this many different lines nobody counts on the shortest difference, and finding it takes long.
const MOST_EDITS = 2_000;

/** How many lines a text gains and loses; the empty text has none. */
export function countLines(
  before: string,
  after: string,
): { added: number; removed: number } {
  if (before === '' || after === '') {
    return { added: lines(after), removed: lines(before) };
  }
  const changes = diffLines(before, after, { maxEditLength: MOST_EDITS });
  if (changes === undefined) {
    return { added: lines(after), removed: lines(before) };
  }
  const count = (which: 'added' | 'removed') =>
    changes.reduce((sum, one) => sum + (one[which] ? one.count : 0), 0);
  return { added: count('added'), removed: count('removed') };
}

function lines(text: string): number {
  return text === '' ? 0 : text.replace(/\n$/, '').split('\n').length;
}
