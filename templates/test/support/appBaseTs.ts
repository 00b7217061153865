import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type RenderedFile,
  renderTemplate,
  type TemplateValues,
} from '../../src/index.ts';
import { serviceValues } from './values.ts';

/** The template's directory. */
export const template = fileURLToPath(
  new URL('../../app-base-ts', import.meta.url),
);

/** What the form offers to choose. */
export type Option = 'postgresql' | 'media';

/** Every choice that the form allows. */
export const combinations: readonly (readonly Option[])[] = [
  [],
  ['postgresql'],
  ['media'],
  ['postgresql', 'media'],
];

/** What the steps of template.yaml give to the TypeScript template. */
export function tsValues(
  options: readonly Option[] = [],
  over: TemplateValues = {},
): TemplateValues {
  return serviceValues({
    portalUrl: 'https://portal.example.com',
    ingressClass: 'traefik',
    system: '',
    postgresql: options.includes('postgresql'),
    media: options.includes('media'),
    ...over,
  });
}

/** A new repository of a service in TypeScript. */
export async function renderTsService(
  options: readonly Option[] = [],
  over: TemplateValues = {},
): Promise<RenderedFile[]> {
  const roots = options.map(option => join('options', option, 'skeleton'));
  const layers = ['skeleton', ...roots].map(root =>
    renderTemplate(join(template, root), tsValues(options, over), {
      // GitHub's own expressions look like ours, so the steps copy workflows as they are.
      copyWithoutTemplating: path => path.startsWith('.github/workflows/'),
    }),
  );
  return (await Promise.all(layers)).flat();
}

/** What it adds to the GitOps repository, at the paths that it has there. */
export async function renderTsManifests(
  options: readonly Option[] = [],
  over: TemplateValues & { environments?: readonly string[] } = {},
): Promise<RenderedFile[]> {
  const values = tsValues(options, over);
  const { environments = ['dev', 'prod'] } = over;
  const layer = async (root: string, directory: string, own = {}) =>
    (await renderTemplate(join(template, root), { ...values, ...own })).map(
      file => ({ ...file, path: `${directory}/${file.path}` }),
    );
  const app = `apps/${String(values.name)}`;
  const layers = [
    layer('gitops/component', app),
    ...environments.map(environment =>
      layer('gitops/overlay', `${app}/overlays/${environment}`, {
        environment,
      }),
    ),
  ];
  return (await Promise.all(layers)).flat();
}
