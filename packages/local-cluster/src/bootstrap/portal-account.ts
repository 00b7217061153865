import type { KubernetesObject } from '../kubernetes/kubernetes-object.ts';
import type { ServiceAccount } from '../kubernetes/service-account-token.ts';

/** The service account with which the portal reads a cluster. */
export const portalAccount: ServiceAccount = {
  namespace: 'slipway',
  name: 'portal',
};

const readable: Record<string, string[]> = {
  '': [
    'configmaps',
    'events',
    'limitranges',
    'namespaces',
    'nodes',
    'persistentvolumeclaims',
    'pods',
    'pods/log',
    'resourcequotas',
    'services',
  ],
  apps: ['daemonsets', 'deployments', 'replicasets', 'statefulsets'],
  autoscaling: ['horizontalpodautoscalers'],
  batch: ['cronjobs', 'jobs'],
  'events.k8s.io': ['events'],
  'metrics.k8s.io': ['pods'],
  'networking.k8s.io': ['ingresses'],
  policy: ['poddisruptionbudgets'],
  'argoproj.io': ['applications', 'applicationsets', 'appprojects'],
};

/** The account and its rights: reading what the portal shows, never secrets. */
export function portalRights(): KubernetesObject[] {
  const apiGroup = 'rbac.authorization.k8s.io';
  const apiVersion = `${apiGroup}/v1`;
  const metadata = { name: 'slipway-portal' };
  return [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: portalAccount.namespace },
    },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: portalAccount },
    {
      apiVersion,
      kind: 'ClusterRole',
      metadata,
      rules: Object.entries(readable).map(([group, resources]) => ({
        apiGroups: [group],
        resources,
        verbs: ['get', 'list', 'watch'],
      })),
    },
    {
      apiVersion,
      kind: 'ClusterRoleBinding',
      metadata,
      roleRef: { apiGroup, kind: 'ClusterRole', name: metadata.name },
      subjects: [{ kind: 'ServiceAccount', ...portalAccount }],
    },
  ];
}
