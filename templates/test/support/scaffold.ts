import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTemplateRenderer } from 'nunjitsu';
import { parse } from 'yaml';
import { type RenderedFile, renderTemplate } from '../../src/index.ts';
import { roots } from './paths.ts';
import { serviceValues } from './values.ts';

/** A step of template.yaml that fetches files. */
export interface FetchStep {
  id: string;
  if?: string;
  action: string;
  input: {
    url: string;
    targetPath: string;
    replace?: boolean;
    copyWithoutTemplating?: string[];
    values: Record<string, string>;
  };
}

const template = join(roots.service, '..');

/** The steps of the Go and React template that fetch files, in their order. */
export async function fetchSteps(): Promise<FetchStep[]> {
  const text = await readFile(join(template, 'template.yaml'), 'utf8');
  const { spec } = parse(text) as { spec: { steps: FetchStep[] } };
  return spec.steps.filter(({ action }) => action === 'fetch:template');
}

/** Whether an expression of template.yaml holds for what was chosen in the form. */
export function holds(expression: string, parameters: { data?: string }) {
  const renderer = createTemplateRenderer({ allowRegexExecution: true });
  const context = renderer.prepareContext({ parameters });
  return renderer.render(expression, context) === 'true';
}

/** A new service's repository, by the steps of template.yaml rather than by our idea of them. */
export async function scaffoldService(
  parameters: { data?: string },
  over: Parameters<typeof serviceValues>[0] = {},
): Promise<RenderedFile[]> {
  const files = new Map<string, RenderedFile>();
  for (const step of await fetchSteps()) {
    const { url, targetPath, replace, values } = step.input;
    const chosen = step.if === undefined || holds(step.if, parameters);
    if (targetPath !== 'service' || !chosen) {
      continue;
    }
    const layer = await renderTemplate(
      join(template, url),
      serviceValues({
        ...over,
        postgresql: holds(values.postgresql ?? '', parameters),
        redis: holds(values.redis ?? '', parameters),
      }),
      {
        copyWithoutTemplating: path =>
          path.startsWith('.github/workflows/') && url === './skeleton',
      },
    );
    for (const file of layer) {
      if (replace || !files.has(file.path)) {
        files.set(file.path, file);
      }
    }
  }
  return [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}
