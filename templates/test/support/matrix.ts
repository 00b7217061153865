import { createHash } from 'node:crypto';
import type { RenderedFile, TemplateValues } from '../../src/index.ts';
import { type Created, fillIn, type TemplateName } from './form.ts';

/** One way to answer a form, on a platform of one kind. */
export interface Combination {
  template: TemplateName;
  /** Unique among all, because they share a GitOps repository. */
  name: string;
  answers: TemplateValues & { environments: readonly string[] };
  platform: TemplateValues;
}

/** Answers about data, which decide what a service is built of. */
const data: Record<TemplateName, readonly TemplateValues[]> = {
  'app-base-go-react': [
    { data: 'none' },
    { data: 'postgresql' },
    { data: 'postgresql-redis' },
  ],
  'app-base-ts': [
    { postgresql: false, media: false },
    { postgresql: true, media: false },
    { postgresql: false, media: true },
    { postgresql: true, media: true },
  ],
};

const environmentChoices = [['dev'], ['prod'], ['dev', 'staging', 'prod']];
const ingressClasses = ['traefik', 'nginx'];
/** A system of its own, or one that exists. */
const systems: readonly TemplateValues[] = [
  {},
  { system: 'system:default/commerce' },
];

/** Every combination of answers, with both ingress controllers. */
export const combinations: readonly Combination[] = Object.entries(
  data,
).flatMap(([template, choices]) =>
  choices
    .flatMap(choice =>
      environmentChoices.flatMap(environments =>
        ingressClasses.flatMap(ingressClass =>
          systems.map(system => ({
            answers: { ...choice, environments, ...system },
            platform: { ingressClass },
          })),
        ),
      ),
    )
    .map((combination, index) => ({
      ...combination,
      template: template as TemplateName,
      name: `${template.replace('app-base-', '')}-${index}`,
    })),
);

/** What a combination creates, under its own name or one that several share. */
export function create(
  { template, answers, platform, name }: Combination,
  as = name,
): Promise<Created> {
  return fillIn(template, { ...answers, name: as }, platform);
}

/** Files of which each content counts once. */
export function distinct<T>(
  trees: readonly { files: readonly RenderedFile[]; of: T }[],
): { files: readonly RenderedFile[]; of: T }[] {
  const byContent = new Map(
    trees.map(tree => [contentHash(tree.files), tree] as const).reverse(),
  );
  return [...byContent.values()].reverse();
}

/** The programs of a service, without what only describes it. */
export function sources(files: readonly RenderedFile[]): RenderedFile[] {
  return files.filter(
    ({ path }) =>
      !/^(catalog-info\.yaml|README\.md|mkdocs\.yml|docs\/|\.github\/)/.test(
        path,
      ),
  );
}

function contentHash(files: readonly RenderedFile[]): string {
  return createHash('sha256')
    .update(JSON.stringify(files.map(({ path, content }) => [path, content])))
    .digest('hex');
}

/** Every different service that a form can create: what is built is among these. */
export async function services(
  template: TemplateName,
): Promise<{ of: Combination; files: readonly RenderedFile[] }[]> {
  const own = combinations.filter(one => one.template === template);
  const trees = await Promise.all(
    own.map(async of => ({
      of,
      // A name that YAML could take for a number.
      files: sources((await create(of, 'e1')).service),
    })),
  );
  return distinct(trees);
}
