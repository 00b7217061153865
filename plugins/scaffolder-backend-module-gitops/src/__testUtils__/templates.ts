import { readFile } from 'node:fs/promises';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { type Entity } from '@backstage/catalog-model';
import { type JsonObject } from '@backstage/types';
import { parse } from 'yaml';

// An alias, because an interface is no JSON object.
type Step = { action: string; input: JsonObject };

type Template = Entity & { spec: JsonObject & { steps: Step[] } };

/** Templates of ours, by their names. */
const FILES = {
  'app-base-go-react': 'app-base-go-react/template.yaml',
  'app-base-ts': 'app-base-ts/template.yaml',
  'add-environment': 'add-environment.yaml',
  'add-data': 'add-data.yaml',
  decommission: 'decommission.yaml',
};

/** The name of one of our templates. */
export type TemplateName = keyof typeof FILES;

/**
 * Our templates as the catalog has them. Of those that create a component,
 * only the steps that bring it to the GitOps repository are left.
 */
export function readTemplates(): Promise<Entity[]> {
  return Promise.all(
    Object.entries(FILES).map(async ([name, file]) => {
      const path = resolvePackagePath(
        '@slipway/plugin-scaffolder-backend-module-gitops',
        '../../templates',
        file,
      );
      const template = parse(await readFile(path, 'utf8')) as Template;
      template.metadata.annotations = {
        'backstage.io/managed-by-location': `file:${path}`,
      };
      return name.startsWith('app-base-') ? gitOpsOnly(template) : template;
    }),
  );
}

function gitOpsOnly(template: Template): Template {
  const steps = template.spec.steps.filter(
    ({ action, input }) =>
      action === 'gitops:validate-component' ||
      action === 'gitops:pull-request' ||
      (action === 'fetch:template' &&
        String(input.targetPath).startsWith('gitops')),
  );
  return { ...template, spec: { ...template.spec, output: {}, steps } };
}
