import { diffManifests } from './diffLines';
import { layoutDiff } from './layoutDiff';

function manifest(length: number, changes: Record<number, string> = {}) {
  return Array.from(
    { length },
    (_, index) => changes[index] ?? `line${index}`,
  ).join('\n');
}

const closed = { split: false, opened: () => false };

describe('diffManifests', () => {
  it('numbers the lines of both sides', () => {
    const lines = diffManifests({
      id: 'x',
      before: 'a\nb\nc\n',
      after: 'a\nd\nc\n',
    });
    expect(lines).toEqual([
      { kind: 'same', text: 'a', before: 1, after: 1 },
      { kind: 'removed', text: 'b', before: 2 },
      { kind: 'added', text: 'd', after: 2 },
      { kind: 'same', text: 'c', before: 3, after: 3 },
    ]);
  });

  it('takes an object that comes, or goes, as a whole', () => {
    const kinds = (one: Parameters<typeof diffManifests>[0]) =>
      diffManifests(one).map(({ kind }) => kind);
    expect(kinds({ id: 'x', after: 'a\nb\n' })).toEqual(['added', 'added']);
    expect(kinds({ id: 'x', before: 'a\n' })).toEqual(['removed']);
    expect(kinds({ id: 'x' })).toEqual([]);
  });

  it('gives up looking for the shortest edit between manifests that share nothing', () => {
    const many = 20_000;
    const lines = diffManifests({
      id: 'x',
      before: manifest(many),
      after: manifest(many).replaceAll('line', 'other'),
    });
    expect(lines).toHaveLength(2 * many);
    expect(lines[many]).toEqual({ kind: 'added', text: 'other0', after: 1 });
  });
});

describe('layoutDiff', () => {
  const lines = diffManifests({
    id: 'x',
    before: manifest(30),
    after: manifest(30, { 10: 'changed' }),
  });

  it('leaves out lines far from every difference, until somebody opens them', () => {
    const rows = layoutDiff(lines, closed);
    expect(rows.filter(({ type }) => type === 'gap')).toEqual([
      { type: 'gap', start: 0, hidden: 7 },
      { type: 'gap', start: 12, hidden: 16 },
    ]);
    expect(rows).toHaveLength(1 + 3 + 2 + 3 + 1);
    const opened = layoutDiff(lines, { ...closed, opened: () => true });
    expect(opened).toHaveLength(31);
  });

  it('puts a line and what takes its place beside each other', () => {
    const rows = layoutDiff(lines, { ...closed, split: true });
    expect(rows[4]).toMatchObject({
      type: 'pair',
      before: { text: 'line10', before: 11 },
      after: { text: 'changed', after: 11 },
    });
  });

  it('shows an object without any difference as it is', () => {
    const same = diffManifests({
      id: 'x',
      before: manifest(30),
      after: manifest(30),
    });
    expect(layoutDiff(same, closed)).toHaveLength(30);
  });
});
