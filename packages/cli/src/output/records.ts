import { stripVTControlCharacters } from 'node:util';
import { table } from './format.ts';
import type { Terminal } from './terminal.ts';

/** Rows as a table, or each as a few lines where the terminal is too narrow for that. */
export function records(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  terminal: Terminal,
): string {
  const wide = table([header, ...rows]);
  return fits(wide, terminal)
    ? wide
    : rows
        .map(row =>
          table(
            row.flatMap((value, column) =>
              value ? [[header[column] ?? '', value]] : [],
            ),
          ),
        )
        .join('\n\n');
}

/** Whether no line is wider than the terminal. What is no terminal has room for everything. */
export function fits(text: string, terminal: Terminal): boolean {
  return text
    .split('\n')
    .every(line => stripVTControlCharacters(line).length <= terminal.room);
}
