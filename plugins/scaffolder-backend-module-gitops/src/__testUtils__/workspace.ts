import { mkdir, mkdtemp, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Files } from './FakeForge';

/** A task's workspace with files in it. */
export async function makeWorkspace(files: Files): Promise<string> {
  const root = await mkdtemp(join(await realpath(tmpdir()), 'gitops-task-'));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return root;
}

/** Manifests as a template renders them. */
export function renderedManifests(
  component: string,
  environments: string[],
  owner = 'team-shop',
): Files {
  const overlays = environments.map(environment => [
    `gitops/apps/${component}/overlays/${environment}/kustomization.yaml`,
    `namespace: ${component}-${environment}\n`,
  ]);
  return {
    [`gitops/apps/${component}/component.yaml`]: [
      'apiVersion: slipway.dev/v1alpha1',
      'kind: GitOpsComponent',
      `name: ${component}`,
      `owner: ${owner}`,
      `repository: acme/${component}`,
      'style: kustomize',
      '',
    ].join('\n'),
    [`gitops/apps/${component}/base/kustomization.yaml`]: 'resources: []\n',
    ...Object.fromEntries(overlays),
  };
}

/** What a GitOps repository starts with. */
export const gitopsRepository: Files = {
  'README.md': '# GitOps\n',
  'environments.yaml': [
    'apiVersion: slipway.dev/v1alpha1',
    'kind: Environments',
    'environments:',
    '  - name: dev',
    '    clusters: [yc]',
    '    sync: { automated: true }',
    '  - name: prod',
    '    clusters: [yc, vk]',
    'clusters:',
    '  - name: yc',
    '  - name: vk',
    '',
  ].join('\n'),
};
