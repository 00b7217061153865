import type { BootstrapOptions } from '../cluster-options.ts';
import type { KubernetesObject } from '../kubernetes/kubernetes-object.ts';
import { argocdNamespace } from './argocd-settings.ts';

const inCluster = 'https://kubernetes.default.svc';

/** The project of the root Application, which may only manage Argo CD's own kinds. */
export function platformProject({
  repository,
}: BootstrapOptions): KubernetesObject {
  const own = ['Application', 'ApplicationSet', 'AppProject'];
  return project('platform', {
    description: 'What the platform team runs on this cluster.',
    sourceRepos: [repository.url],
    destinations: [{ server: inCluster, namespace: argocdNamespace }],
    namespaceResourceWhitelist: own.map(kind => ({
      group: 'argoproj.io',
      kind,
    })),
  });
}

/** Argo CD's `default` project, emptied: no Application escapes the project of its team. */
export function closedDefaultProject(): KubernetesObject {
  return project('default', {
    description: 'Closed: every Application names the project of its team.',
    sourceRepos: [],
    destinations: [],
  });
}

/** The Application that applies the cluster's folder of the GitOps repository. */
export function rootApplication(options: BootstrapOptions): KubernetesObject {
  const { repository, rootPath, branch = 'main' } = options;
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'root', namespace: argocdNamespace },
    spec: {
      project: 'platform',
      source: {
        repoURL: repository.url,
        targetRevision: branch,
        path: rootPath,
        // The GitOps repository describes this Application too, for clusters that
        // are bootstrapped by hand; it must not be able to delete itself.
        directory: { recurse: true, exclude: 'root.yaml' },
      },
      destination: { server: inCluster, namespace: argocdNamespace },
      syncPolicy: {
        automated: { prune: true, selfHeal: true },
        syncOptions: ['ServerSideApply=true'],
        retry: { limit: 10, backoff: { duration: '2s', maxDuration: '30s' } },
      },
    },
  };
}

function project(name: string, spec: object): KubernetesObject {
  const metadata = { name, namespace: argocdNamespace };
  const apiVersion = 'argoproj.io/v1alpha1';
  return { apiVersion, kind: 'AppProject', metadata, spec };
}
