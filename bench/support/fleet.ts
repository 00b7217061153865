import { appendFile, cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  renderManifests,
  writeFiles,
} from '../../templates/test/support/render.ts';
import { serviceValues } from '../../templates/test/support/values.ts';

const environments = ['dev', 'staging', 'prod'];
const skeleton = join(
  import.meta.dirname,
  '../../templates/infra-gitops/skeleton',
);

/** A file that every overlay of a fleet depends on. */
export const SHARED_FILE = 'platform/defaults/kustomization.yaml';

/** Directories of the overlays of `count` components, component by component. */
export function overlaysOf(count: number): string[] {
  return Array.from({ length: count }, (_, at) =>
    environments.map(
      environment => `apps/${nameOf(at)}/overlays/${environment}`,
    ),
  ).flat();
}

/** A file that the overlays of one component depend on, and no others. */
export function componentFile(at: number): string {
  return `apps/${nameOf(at)}/base/serviceaccount.yaml`;
}

/**
 * Writes a GitOps repository: `count` components with what the service template gives them in three
 * environments, and defaults of the platform that all of them share.
 */
export async function writeFleet(folder: string, count: number): Promise<void> {
  await mkdir(join(folder, 'platform/defaults'), { recursive: true });
  await writeFile(
    join(folder, SHARED_FILE),
    [
      'apiVersion: kustomize.config.k8s.io/v1alpha1',
      'kind: Component',
      'commonAnnotations:',
      '  slipway.dev/defaults: "1"',
      '',
    ].join('\n'),
  );
  const clusters = environments.map(environment => [environment, ['yc']]);
  for (let at = 0; at < count; at++) {
    const name = nameOf(at);
    const values = {
      ...serviceValues(),
      name,
      repository: `acme/${name}`,
      environments,
      clustersByEnvironment: Object.fromEntries(clusters),
      postgresql: at % 2 === 0,
      redis: at % 4 === 0,
    };
    await writeFiles(folder, await renderManifests(values));
    await appendFile(
      join(folder, 'apps', name, 'components/labels/kustomization.yaml'),
      '\ncomponents:\n  - ../../../../platform/defaults\n',
    );
  }
}

/** Writes what a plan reads besides the components: the environments and the policies. */
export async function writePlatform(folder: string): Promise<void> {
  await cp(join(skeleton, 'policies'), join(folder, 'policies'), {
    recursive: true,
  });
  await writeFile(
    join(folder, 'policies/settings.yaml'),
    JSON.stringify({
      settings: {
        allowedRegistries: ['ghcr.io/acme', 'docker.io/valkey/valkey'],
        unreleasedTags: [],
        productionEnvironments: ['prod'],
        platformProjects: ['platform'],
        repository: 'https://example.com/acme/infra-gitops.git',
      },
    }),
  );
  await writeFile(
    join(folder, 'environments.yaml'),
    JSON.stringify({
      apiVersion: 'slipway.dev/v1alpha1',
      kind: 'Environments',
      environments: environments.map(name => ({
        name,
        title: name,
        clusters: ['yc'],
        sync: { automated: true, prune: true, selfHeal: true },
      })),
      clusters: [{ name: 'yc', title: 'A cluster' }],
    }),
  );
}

/** Releases a version to overlays, as a pipeline does. */
export async function release(
  folder: string,
  overlays: readonly string[],
  version: string,
): Promise<void> {
  for (const overlay of overlays) {
    const file = join(folder, overlay, 'release/kustomization.yaml');
    const text = await readFile(file, 'utf8');
    await writeFile(
      file,
      text.replaceAll(/newTag: .*/g, `newTag: "${version}"`),
    );
  }
}

function nameOf(at: number): string {
  return `service-${String(at).padStart(3, '0')}`;
}
