import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { createTemplateRenderer } from 'nunjitsu';
import type { TemplateValues } from './values.ts';

/** One file that came of a template. */
export interface RenderedFile {
  /** Relative to the root of what is created, with `/` between its parts. */
  path: string;
  content: string;
  executable: boolean;
}

export interface RenderOptions {
  /** Whether a file is copied as it is; gets its path relative to the template's root. */
  copyWithoutTemplating?(path: string): boolean;
}

/**
 * Renders a directory by the rules of the scaffolder's `fetch:template`: the same engine, and names
 * of files are templates too. It is for text files only, which all of ours are.
 *
 * @param root - the template's directory
 * @returns the files, in the order of their paths; nothing is written
 * @throws Error that names the file whose template is broken
 */
export async function renderTemplate(
  root: string,
  values: TemplateValues,
  options: RenderOptions = {},
): Promise<RenderedFile[]> {
  const renderer = createTemplateRenderer({ allowRegexExecution: true });
  const context = renderer.prepareContext({ values });
  const files: RenderedFile[] = [];
  for (const source of await filesBelow(root)) {
    const text = await readFile(join(root, source), 'utf8');
    const { mode } = await stat(join(root, source));
    const copied = options.copyWithoutTemplating?.(source) ?? false;
    try {
      files.push({
        path: renderer.render(source, context),
        content: copied ? text : renderer.render(text, context),
        executable: (mode & 0o100) !== 0,
      });
    } catch (error) {
      throw new Error(`The template ${join(root, source)} does not render`, {
        cause: error,
      });
    }
  }
  return files;
}

async function filesBelow(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter(entry => entry.isFile())
    .map(entry => relative(root, join(entry.parentPath, entry.name)))
    .map(path => path.split(sep).join('/'))
    .sort();
}
