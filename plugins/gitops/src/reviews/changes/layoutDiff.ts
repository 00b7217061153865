import type { DiffLine } from './diffLines';

/** One row of a diff: a line, two lines beside each other, or lines that are left out. */
export type DiffRow =
  | { type: 'line'; line: DiffLine }
  | { type: 'pair'; before?: DiffLine; after?: DiffLine }
  | { type: 'gap'; start: number; hidden: number };

/** Lines shown around each difference. */
const CONTEXT = 3;

/** Options of {@link layoutDiff}. */
export interface DiffLayout {
  /** Both sides beside each other. */
  split: boolean;
  /** Starts of gaps that are shown after all. */
  opened: (start: number) => boolean;
}

/** Brings the lines of a diff into rows, and leaves out what is far from every difference. */
export function layoutDiff(
  lines: readonly DiffLine[],
  { split, opened }: DiffLayout,
): DiffRow[] {
  const rows: DiffRow[] = [];
  for (const { same, start, end } of runs(lines)) {
    if (!same) {
      rows.push(...layoutChange(lines.slice(start, end), split));
      continue;
    }
    const from = start === 0 ? 0 : start + CONTEXT;
    const to = end === lines.length ? end : end - CONTEXT;
    const hidden = to - from;
    const whole = start === 0 && end === lines.length;
    if (whole || hidden <= CONTEXT || opened(start)) {
      rows.push(...lines.slice(start, end).map(line => both(line, split)));
      continue;
    }
    rows.push(...lines.slice(start, from).map(line => both(line, split)));
    rows.push({ type: 'gap', start, hidden });
    rows.push(...lines.slice(to, end).map(line => both(line, split)));
  }
  return rows;
}

function runs(lines: readonly DiffLine[]) {
  const found: { same: boolean; start: number; end: number }[] = [];
  lines.forEach(({ kind }, index) => {
    const last = found.at(-1);
    const same = kind === 'same';
    if (last?.same === same) {
      last.end = index + 1;
    } else {
      found.push({ same, start: index, end: index + 1 });
    }
  });
  return found;
}

function layoutChange(lines: readonly DiffLine[], split: boolean): DiffRow[] {
  if (!split) {
    return lines.map(line => ({ type: 'line', line }));
  }
  const removed = lines.filter(({ kind }) => kind === 'removed');
  const added = lines.filter(({ kind }) => kind === 'added');
  return Array.from(
    { length: Math.max(removed.length, added.length) },
    (_, index): DiffRow => ({
      type: 'pair',
      before: removed[index],
      after: added[index],
    }),
  );
}

function both(line: DiffLine, split: boolean): DiffRow {
  return split
    ? { type: 'pair', before: line, after: line }
    : { type: 'line', line };
}
