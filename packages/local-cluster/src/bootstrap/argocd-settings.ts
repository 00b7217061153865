import type { BootstrapOptions, ClusterOptions } from '../cluster-options.ts';
import { clusterPorts } from '../cluster-ports.ts';
import type { KubernetesObject } from '../kubernetes/kubernetes-object.ts';

/** Argo CD's namespace on every cluster. */
export const argocdNamespace = 'argocd';

/**
 * Our settings on top of Argo CD's defaults: no `admin`, an API account for the
 * portal that may only read, and the secrets that webhooks and tokens hang on.
 */
export function argocdSettings(
  cluster: ClusterOptions,
  { repository }: BootstrapOptions,
): KubernetesObject[] {
  const { secrets } = cluster;
  const { argocdServer } = clusterPorts(cluster.basePort);
  const portalTokens = [
    {
      id: secrets.argocdPortalTokenId,
      iat: secrets.argocdPortalTokenIssuedAt,
    },
  ];
  return [
    configMap('argocd-cm', {
      url: `http://localhost:${argocdServer}`,
      'admin.enabled': 'false',
      'accounts.portal': 'apiKey',
      'application.resourceTrackingMethod': 'annotation',
      'timeout.reconciliation': '10s',
      'timeout.reconciliation.jitter': '2s',
    }),
    configMap('argocd-rbac-cm', {
      'policy.default': '',
      'policy.csv': 'g, portal, role:readonly\n',
    }),
    secret('argocd-secret', {
      'server.secretkey': secrets.argocdServerKey,
      'webhook.github.secret': repository.webhookSecret,
      'accounts.portal.tokens': JSON.stringify(portalTokens),
    }),
  ];
}

/** The secret with which the repo server reads the GitOps repository. */
export function repositoryCredentials({
  repository,
}: BootstrapOptions): KubernetesObject {
  const { url, username, token } = repository;
  const credentials: Record<string, string> = token
    ? { username, password: token }
    : {};
  const object = secret('repository-gitops', {
    type: 'git',
    url,
    ...credentials,
  });
  object.metadata.labels = { 'argocd.argoproj.io/secret-type': 'repository' };
  return object;
}

function configMap(
  name: string,
  data: Record<string, string>,
): KubernetesObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: meta(name), data };
}

function secret(name: string, data: Record<string, string>): KubernetesObject {
  const encoded = Object.entries(data).map(([key, value]) => [
    key,
    Buffer.from(value).toString('base64'),
  ]);
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: meta(name),
    type: 'Opaque',
    data: Object.fromEntries(encoded),
  };
}

function meta(name: string): KubernetesObject['metadata'] {
  // Argo CD only reads configuration that carries this label.
  const labels = { 'app.kubernetes.io/part-of': 'argocd' };
  return { name, namespace: argocdNamespace, labels };
}
