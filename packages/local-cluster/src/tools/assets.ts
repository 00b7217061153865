import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { moduleFolder } from '@slipway/go-build';
import { moduleDirectory } from './catalogue.ts';

/** Which files of which module go into which folder; a folder stands for the YAML files in it. */
const wanted = [
  {
    module: 'github.com/argoproj/argo-cd/v3',
    folder: 'argocd/crds',
    from: ['manifests/crds'],
  },
  {
    module: 'github.com/argoproj/argo-cd/v3',
    folder: 'argocd/config',
    from: ['manifests/base/config'],
  },
  {
    module: 'github.com/argoproj/argo-cd/v3',
    folder: 'argocd/rights',
    from: [
      'manifests/base/application-controller-roles',
      'manifests/base/applicationset-controller',
      'manifests/base/server',
      'manifests/cluster-rbac/application-controller',
      'manifests/cluster-rbac/applicationset-controller',
      'manifests/cluster-rbac/server',
    ],
    only: /-(sa|role|rolebinding|clusterrole|clusterrolebinding)\.yaml$/,
  },
  {
    module: 'sigs.k8s.io/kwok',
    folder: 'kwok/stages',
    from: [
      'kustomize/stage/node/fast',
      'kustomize/stage/node/heartbeat-with-lease',
    ],
  },
  {
    module: 'sigs.k8s.io/kwok',
    folder: 'kwok/rights',
    from: ['kustomize/rbac'],
  },
];

/** Copies what later starts need of the modules' own files into `folder`. */
export async function copyAssets(
  folder: string,
  signal?: AbortSignal,
): Promise<void> {
  for (const { module, folder: target, from, only } of wanted) {
    const root = await moduleFolder(module, {
      directory: moduleDirectory,
      signal,
    });
    const destination = join(folder, target);
    await mkdir(destination, { recursive: true });
    for (const source of from) {
      for (const name of await readdir(join(root, source))) {
        const isManifest =
          name.endsWith('.yaml') && name !== 'kustomization.yaml';
        if (isManifest && (only?.test(name) ?? true)) {
          await copyFile(
            join(root, source, name),
            join(destination, basename(name)),
          );
        }
      }
    }
  }
}
