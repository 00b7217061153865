import { stringify } from 'yaml';

const server = 'https://kubernetes.default.svc';

/** A cluster's folder: the project of one team and an ApplicationSet over the overlays. */
export function clusterFolder(repoURL: string): Record<string, string> {
  const project = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name: 'team', namespace: 'argocd' },
    spec: {
      sourceRepos: [repoURL],
      destinations: [{ server, namespace: '*-dev' }],
      clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }],
    },
  };
  const name = '{{ index .path.segments 1 }}-{{ .path.basename }}';
  const applications = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: {
      name: 'apps',
      namespace: 'argocd',
      // The project first: without it there is nothing to generate, and the next look is late.
      annotations: { 'argocd.argoproj.io/sync-wave': '1' },
    },
    spec: {
      goTemplate: true,
      generators: [
        {
          git: {
            repoURL,
            revision: 'main',
            directories: [{ path: 'apps/*/overlays/*' }],
          },
        },
      ],
      template: {
        metadata: { name },
        spec: {
          project: 'team',
          source: { repoURL, targetRevision: 'main', path: '{{ .path.path }}' },
          destination: { server, namespace: name },
          syncPolicy: { automated: { prune: true, selfHeal: true } },
        },
      },
    },
  };
  return {
    'clusters/test/project.yaml': stringify(project),
    'clusters/test/apps.yaml': stringify(applications),
  };
}

/** The dev overlay of a component with two pods. */
export function overlay(component: string): Record<string, string> {
  const folder = `apps/${component}/overlays/dev`;
  const labels = { 'app.kubernetes.io/name': component };
  const image = `registry.invalid/${component}:1.0.0`;
  return {
    [`${folder}/kustomization.yaml`]: stringify({
      namespace: `${component}-dev`,
      resources: ['namespace.yaml', 'deployment.yaml'],
    }),
    [`${folder}/namespace.yaml`]: stringify({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: `${component}-dev` },
    }),
    [`${folder}/deployment.yaml`]: stringify({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: component },
      spec: {
        replicas: 2,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: { containers: [{ name: component, image }] },
        },
      },
    }),
  };
}
