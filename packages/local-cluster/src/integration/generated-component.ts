import { join } from 'node:path';
import { renderTemplate } from '@slipway/templates';

const gitops = join(
  import.meta.dirname,
  '../../../../templates/app-base-go-react/gitops',
);

/** What a person may choose in the form, as far as manifests depend on it. */
export interface Choice {
  postgresql: boolean;
  redis: boolean;
}

/** Every combination that the form can produce. */
export const choices: readonly Choice[] = [
  { postgresql: false, redis: false },
  { postgresql: true, redis: false },
  { postgresql: true, redis: true },
];

/** What the Go and React template adds to the GitOps repository, by path. */
export async function generatedComponent(
  name: string,
  environments: readonly string[],
  choice: Choice,
): Promise<Record<string, string>> {
  const values = {
    name,
    owner: 'team',
    repository: `acme/${name}`,
    registry: 'ghcr.io/acme',
    domain: 'example.com',
    portalUrl: 'http://localhost:7007',
    ingressClass: 'traefik',
    system: '',
    version: '0.1.0',
    ...choice,
  };
  const files: Record<string, string> = {};
  const add = async (root: string, folder: string, environment = '') => {
    const rendered = await renderTemplate(join(gitops, root), {
      ...values,
      environment,
    });
    for (const { path, content } of rendered) {
      files[`${folder}/${path}`] = content;
    }
  };
  const folder = `apps/${name}`;
  await add('component', folder);
  if (choice.postgresql) {
    await add('options/postgresql/component', folder);
  }
  if (choice.redis) {
    await add('options/redis/component', folder);
  }
  for (const environment of environments) {
    await add('overlay', `${folder}/overlays/${environment}`, environment);
  }
  return files;
}
