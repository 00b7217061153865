import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

const page = new URL('../../../docs/templates.md', import.meta.url);

/** The rows of the tables below a heading of docs/templates.md, each as its cells. */
export async function tableOf(heading: string): Promise<string[][]> {
  const text = await readFile(page, 'utf8');
  const [, section] =
    text
      .split(/^## /m)
      .map(part => part.split(/\n(?<rest>[^]*)/))
      .find(([title]) => title === heading) ?? [];
  assert.ok(section, `docs/templates.md has no section "${heading}"`);
  return section
    .split('\n')
    .filter(line => line.startsWith('| ') && !/^\| -/.test(line))
    .map(line =>
      line
        .split('|')
        .slice(1, -1)
        .map(cell => cell.trim()),
    )
    .filter(([first = '']) => first.includes('`'));
}
