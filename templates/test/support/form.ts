import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createTemplateRenderer, type TemplateValue } from 'nunjitsu';
import { parse } from 'yaml';
import {
  type RenderedFile,
  renderTemplate,
  type TemplateValues,
} from '../../src/index.ts';
import { serviceValues } from './values.ts';

/** A template of a service. */
export type TemplateName = 'app-base-go-react' | 'app-base-ts';

/** A step of template.yaml that fetches files. */
export interface FetchStep {
  id: string;
  if?: string;
  each?: string;
  action: string;
  input: {
    url: string;
    targetPath: string;
    replace?: boolean;
    copyWithoutTemplating?: string[];
    values: Record<string, string>;
  };
}

/** What comes of an answered form. */
export interface Created {
  /** The new repository. */
  service: RenderedFile[];
  /** What is added to the GitOps repository. */
  gitops: RenderedFile[];
}

const renderer = createTemplateRenderer({ allowRegexExecution: true });

/** The directory of a template. */
export function templateRoot(template: TemplateName): string {
  return fileURLToPath(new URL(`../../${template}`, import.meta.url));
}

/** The steps of a template that fetch files, in their order. */
export async function fetchSteps(template: TemplateName): Promise<FetchStep[]> {
  const text = await readFile(
    join(templateRoot(template), 'template.yaml'),
    'utf8',
  );
  const { spec } = parse(text) as { spec: { steps: FetchStep[] } };
  return spec.steps.filter(({ action }) => action === 'fetch:template');
}

/**
 * What a template's own steps create of a form's answers, as the scaffolder runs them.
 *
 * @param answers - by the names of the form's questions; `name` and `environments` have a default
 * @param platform - what the step `validate` knows beside the answers
 */
export async function fillIn(
  template: TemplateName,
  answers: TemplateValues = {},
  platform: TemplateValues = {},
): Promise<Created> {
  const { name, environments, ...known } = serviceValues();
  const parameters = { name, environments, ...answers };
  const output = {
    portalUrl: 'https://portal.example.com',
    ingressClass: 'traefik',
    ...known,
    repository: `acme/${String(parameters.name)}`,
    goModule: `github.com/acme/${String(parameters.name)}`,
    environments: parameters.environments,
    ...platform,
  };
  const files = new Map<string, RenderedFile>();
  for (const step of await fetchSteps(template)) {
    const context = { parameters, steps: { validate: { output } } };
    if (step.if !== undefined && !evaluate(step.if, context)) {
      continue;
    }
    const turns: TemplateValues[] =
      step.each === undefined
        ? [{}]
        : (evaluate(step.each, context) as TemplateValue[]).map(value => ({
            value,
          }));
    for (const each of turns) {
      await fetchFiles(template, step, { ...context, each }, files);
    }
  }
  const below = (directory: string) =>
    [...files.values()]
      .filter(({ path }) => path.startsWith(`${directory}/`))
      .map(file => ({ ...file, path: file.path.slice(directory.length + 1) }))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  return { service: below('service'), gitops: below('gitops') };
}

async function fetchFiles(
  template: TemplateName,
  { input }: FetchStep,
  context: TemplateValues,
  files: Map<string, RenderedFile>,
): Promise<void> {
  const values = Object.fromEntries(
    Object.entries(input.values).map(([key, value]) => [
      key,
      evaluate(value, context),
    ]),
  );
  const target = String(evaluate(input.targetPath, context));
  const verbatim = (input.copyWithoutTemplating ?? []).map(pattern =>
    pattern.replace(/\*$/, ''),
  );
  const layer = await renderTemplate(
    join(templateRoot(template), input.url),
    values,
    {
      copyWithoutTemplating: path =>
        verbatim.some(prefix => path.startsWith(prefix)),
    },
  );
  for (const file of layer) {
    const path = `${target}/${file.path}`;
    if (input.replace || !files.has(path)) {
      files.set(path, { ...file, path });
    }
  }
}

/** A value of template.yaml; one that is a single expression keeps its type. */
export function evaluate(
  text: unknown,
  context: TemplateValues,
): TemplateValue {
  if (typeof text !== 'string') {
    return text as TemplateValue;
  }
  const prepared = renderer.prepareContext(context);
  const [, expression] = /^\$\{\{((?:(?!\}\}).)*)\}\}$/.exec(text) ?? [];
  if (expression === undefined) {
    return renderer.render(text, prepared);
  }
  const value = renderer.render(`\${{ (${expression}) | dump }}`, prepared);
  // A question that was not answered has no value.
  return value === '' ? '' : (JSON.parse(value) as TemplateValue);
}
