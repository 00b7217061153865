import { InputError } from '@backstage/errors';
import { parseYaml, validateYaml } from '@slipway/plugin-gitops-common';
import { z } from 'zod';
import { CreationSettings } from '../service/creationSettings';
import type { OpenComponent } from './openComponent';

/** The template that a component's manifests come from, by their style. */
export type ComponentTemplate = 'app-base-go-react' | 'app-base-ts';

/** What a component's template was given when it was created, as its files tell. */
export interface TemplateValues {
  template: ComponentTemplate;
  registry: string;
  domain: string;
  system: string;
  portalUrl: string;
  ingressClass: string;
  postgresql: boolean;
  redis: boolean;
  media: boolean;
}

const switchSchema = z.looseObject({ enabled: z.boolean().optional() });
const valuesSchema = z.looseObject({
  system: z.string().optional(),
  postgresql: switchSchema.optional(),
  media: switchSchema.optional(),
});
const PART_OF = 'app.kubernetes.io/part-of';
const labelsSchema = z.looseObject({
  labels: z
    .array(z.looseObject({ pairs: z.record(z.string(), z.string()) }))
    .default([]),
});

/**
 * Reads from a component's files what its creation was asked for, so that the
 * person is not asked again.
 *
 * @throws InputError if the files are laid out otherwise than by a template.
 */
export async function templateValues(
  component: OpenComponent,
  settings: CreationSettings,
): Promise<TemplateValues> {
  const { described, environments } = component;
  const [image] = described.images;
  const registry = image?.includes('/')
    ? image.slice(0, image.lastIndexOf('/'))
    : settings.registry;
  const options = await (described.style === 'helm'
    ? helmOptions(component)
    : kustomizeOptions(component));
  return {
    registry,
    domain: settings.domain,
    portalUrl: settings.portalUrl,
    ingressClass: environments.ingress?.controller ?? 'traefik',
    ...options,
  };
}

async function kustomizeOptions({ described, files, read }: OpenComponent) {
  const root = `apps/${described.name}/components`;
  const path = `${root}/labels/kustomization.yaml`;
  const text = await required(described.name, path, read);
  const { labels } = validateYaml(parseYaml(path, text), labelsSchema);
  const system = labels.find(({ pairs }) => pairs[PART_OF])?.pairs[PART_OF];
  const has = (name: string) => files.has(`${root}/${name}/kustomization.yaml`);
  return {
    template: 'app-base-go-react' as const,
    system: system ?? described.name,
    postgresql: has('postgresql'),
    redis: has('redis'),
    media: false,
  };
}

async function helmOptions({ described, read }: OpenComponent) {
  const path = `apps/${described.name}/values.yaml`;
  const text = await required(described.name, path, read);
  const values = validateYaml(parseYaml(path, text), valuesSchema);
  return {
    template: 'app-base-ts' as const,
    system: values.system ?? described.name,
    postgresql: values.postgresql?.enabled === true,
    redis: false,
    media: values.media?.enabled === true,
  };
}

async function required(
  component: string,
  path: string,
  read: OpenComponent['read'],
): Promise<string> {
  const text = await read(path);
  if (text === undefined) {
    throw new InputError(
      `${component} has no ${path}, so it is not laid out as a template does it; change it in the GitOps repository by hand`,
    );
  }
  return text;
}
