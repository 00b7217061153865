import { GITOPS_FILES } from './GitFixture';

/** A Deployment of a component in an environment, as YAML. */
export function deployment(namespace: string, replicas: number): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: app
  namespace: ${namespace}
spec:
  replicas: ${replicas}
`;
}

/** An Ingress for a host, as YAML. */
export function ingress(namespace: string, host: string): string {
  return `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: app
  namespace: ${namespace}
spec:
  rules:
    - host: ${host}
`;
}

/** The files of a component with one shared base, deployed to dev and prod. */
export function component(name: string): Record<string, string> {
  const files: Record<string, string> = {
    [`apps/${name}/component.yaml`]: `apiVersion: slipway.dev/v1alpha1
kind: GitOpsComponent
name: ${name}
owner: team-${name}
repository: acme/${name}
style: kustomize
`,
    [`apps/${name}/base/kustomization.yaml`]: 'resources: [service.yaml]\n',
    [`apps/${name}/base/service.yaml`]:
      'apiVersion: v1\nkind: Service\nmetadata: { name: app }\n',
  };
  for (const environment of ['dev', 'prod']) {
    const directory = `apps/${name}/overlays/${environment}`;
    const namespace = `${name}-${environment}`;
    files[`${directory}/kustomization.yaml`] =
      'resources: [../../base, deployment.yaml, ingress.yaml]\n';
    files[`${directory}/deployment.yaml`] = deployment(namespace, 2);
    files[`${directory}/ingress.yaml`] = ingress(
      namespace,
      `${namespace}.example.com`,
    );
  }
  return files;
}

/** A GitOps repository with two components and policies. */
export const PLAN_FILES: Readonly<Record<string, string>> = {
  'environments.yaml': GITOPS_FILES['environments.yaml'],
  ...component('shop'),
  ...component('till'),
  'clusters/yc/projects/team-shop.yaml': `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: { name: team-shop, namespace: argocd }
spec:
  destinations:
    - { namespace: shop-dev, server: https://kubernetes.default.svc }
`,
  'policies/overlay/replicas.rego': 'package slipway.overlay\n',
  'policies/overlay/replicas_test.rego': 'package slipway.overlay_test\n',
  'policies/settings.yaml': 'settings: { productionEnvironments: [prod] }\n',
};
