import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Environments of the fleet, each on all of {@link CLUSTERS}. */
export const ENVIRONMENTS = ['dev', 'test', 'staging', 'prod'];

/** Clusters of the fleet, each with an Argo CD. */
export const CLUSTERS = ['one', 'two', 'three'];

/** The version that everything has at first. */
export const FIRST_VERSION = '1.0.0';

/** Names of the components of a fleet. */
export function componentsOf(count: number): string[] {
  return Array.from(
    { length: count },
    (_, at) => `service-${String(at).padStart(4, '0')}`,
  );
}

/** Writes a GitOps repository of components that are no more than a release in every environment. */
export async function writeStatusFleet(
  folder: string,
  components: readonly string[],
  clusters: readonly string[] = CLUSTERS,
): Promise<void> {
  await write(join(folder, 'environments.yaml'), {
    apiVersion: 'slipway.dev/v1alpha1',
    kind: 'Environments',
    environments: ENVIRONMENTS.map(name => ({ name, clusters })),
    clusters: clusters.map(name => ({ name })),
  });
  for (const name of components) {
    await write(join(folder, 'apps', name, 'component.yaml'), {
      apiVersion: 'slipway.dev/v1alpha1',
      kind: 'GitOpsComponent',
      name,
      owner: 'team',
      repository: `acme/${name}`,
      style: 'kustomize',
      images: [name],
    });
    for (const environment of ENVIRONMENTS) {
      await write(
        join(
          folder,
          'apps',
          name,
          'overlays',
          environment,
          'kustomization.yaml',
        ),
        { kind: 'Kustomization' },
      );
      await writeRelease(folder, name, environment, FIRST_VERSION);
    }
  }
}

/** Releases a version of a component to an environment. */
export async function writeRelease(
  folder: string,
  name: string,
  environment: string,
  version: string,
): Promise<void> {
  await write(
    join(
      folder,
      'apps',
      name,
      'overlays',
      environment,
      'release/kustomization.yaml',
    ),
    {
      apiVersion: 'kustomize.config.k8s.io/v1alpha1',
      kind: 'Component',
      images: [{ name, newName: `ghcr.io/acme/${name}`, newTag: version }],
    },
  );
}

/** Writes the components as entities of the catalog, into one file. */
export async function writeEntities(
  file: string,
  components: readonly string[],
): Promise<void> {
  const entities = components.map(name => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      annotations: {
        'slipway.dev/component': name,
        'backstage.io/kubernetes-label-selector': `slipway.dev/component=${name}`,
      },
    },
    spec: { type: 'service', lifecycle: 'production', owner: 'team' },
  }));
  await writeFile(
    file,
    entities.map(one => JSON.stringify(one)).join('\n---\n'),
  );
}

/** JSON is YAML, too. */
async function write(file: string, content: object): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(content));
}
