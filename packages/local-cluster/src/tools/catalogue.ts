import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toolNames, type ToolName } from './tools.ts';

/** The Go module that pins every tool. */
export const moduleDirectory = join(import.meta.dirname, '..', '..', 'tools');

/** How one tool is compiled and recognised. */
export interface Tool {
  /** The Go package of its `main`. */
  package: string;
  /** Name that `go build` gives the binary, where it is not the tool's. */
  builtAs?: string;
  /** The module that carries its version. */
  module?: string;
  /** Arguments that make a binary on PATH print its version; without, none is used. */
  versionArguments?: readonly string[];
  /** Other names under which the binary is started. */
  links?: readonly string[];
}

const kubernetes = {
  module: 'k8s.io/kubernetes',
  versionArguments: ['--version'],
};

/** Every tool, the largest programs first. */
export const catalogue: Readonly<Record<ToolName, Tool>> = {
  'kube-apiserver': {
    package: 'k8s.io/kubernetes/cmd/kube-apiserver',
    ...kubernetes,
  },
  argocd: {
    package: './cmd/argocd',
    module: 'github.com/argoproj/argo-cd/v3',
    links: [
      'argocd-application-controller',
      'argocd-applicationset-controller',
      'argocd-repo-server',
      'argocd-server',
    ],
  },
  'kube-controller-manager': {
    package: 'k8s.io/kubernetes/cmd/kube-controller-manager',
    ...kubernetes,
  },
  'kube-scheduler': {
    package: 'k8s.io/kubernetes/cmd/kube-scheduler',
    ...kubernetes,
  },
  kwok: {
    package: 'sigs.k8s.io/kwok/cmd/kwok',
    module: 'sigs.k8s.io/kwok',
    versionArguments: ['--version'],
  },
  helm: {
    package: 'helm.sh/helm/v3/cmd/helm',
    module: 'helm.sh/helm/v3',
    versionArguments: ['version', '--short'],
  },
  etcd: {
    package: 'go.etcd.io/etcd/server/v3',
    builtAs: 'server',
    module: 'go.etcd.io/etcd/server/v3',
    versionArguments: ['--version'],
  },
  kustomize: {
    package: 'sigs.k8s.io/kustomize/kustomize/v5',
    module: 'sigs.k8s.io/kustomize/kustomize/v5',
    versionArguments: ['version'],
  },
  redis: { package: './cmd/redis' },
};

/** The version of every tool as `go.mod` pins it, without the leading `v`. */
export async function pinnedVersions(): Promise<Map<ToolName, string>> {
  const text = await readFile(join(moduleDirectory, 'go.mod'), 'utf8');
  const required = new Map<string, string>();
  for (const [, path, version] of text.matchAll(
    /^\s+(\S+) v(\d+\.\d+\.\d+)(?:\s|$)/gm,
  )) {
    required.set(path, version);
  }
  const versions = new Map<ToolName, string>();
  for (const name of toolNames) {
    const version = required.get(catalogue[name].module ?? '');
    if (version) {
      versions.set(name, version);
    }
  }
  return versions;
}
