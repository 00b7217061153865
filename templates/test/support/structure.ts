import assert from 'node:assert/strict';
import { parseAllDocuments } from 'yaml';
import type { RenderedFile } from '../../src/index.ts';

/** Every document of a YAML or JSON file as data; fails on a warning too. */
export function documents(file: RenderedFile): unknown[] {
  if (file.path.endsWith('.json')) {
    return [JSON.parse(file.content)];
  }
  return parseAllDocuments(file.content).map(document => {
    assert.deepEqual(document.errors, [], `${file.path} is not YAML`);
    assert.deepEqual(document.warnings, [], `${file.path} is doubtful YAML`);
    return document.toJS();
  });
}

/** Whether a file holds data, whose structure can be checked. */
export function isData(file: RenderedFile): boolean {
  return /\.(ya?ml|json)$/.test(file.path);
}

/** The shape of data: keys and kinds of values, without the text. */
export function shape(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(shape);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, child]) => [key, shape(child)]),
    );
  }
  return value === null ? 'null' : typeof value;
}

/** The file at a path; fails if there is none. */
export function fileAt(
  files: readonly RenderedFile[],
  path: string,
): RenderedFile {
  const found = files.find(file => file.path === path);
  assert.ok(found, `nothing is rendered at ${path}`);
  return found;
}
