import type { LineCounter } from 'yaml';

/** Line and column of an offset, as far as it is known. */
export function positionOf(lines: LineCounter, offset: number) {
  const { line, col } = lines.linePos(offset);
  return line > 0 ? { line, column: col } : {};
}
