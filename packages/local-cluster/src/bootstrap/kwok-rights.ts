import type { KubernetesObject } from '../kubernetes/kubernetes-object.ts';

/** What kwok may do beyond upstream's role for pods and nodes: give an Ingress its address. */
export function kwokIngressRights(): KubernetesObject[] {
  const apiGroup = 'rbac.authorization.k8s.io';
  const apiVersion = `${apiGroup}/v1`;
  const metadata = { name: 'kwok-controller-ingresses' };
  return [
    {
      apiVersion,
      kind: 'ClusterRole',
      metadata,
      rules: [
        {
          apiGroups: ['networking.k8s.io'],
          resources: ['ingresses'],
          verbs: ['get', 'list', 'watch'],
        },
        {
          apiGroups: ['networking.k8s.io'],
          resources: ['ingresses/status'],
          verbs: ['patch', 'update'],
        },
      ],
    },
    {
      apiVersion,
      kind: 'ClusterRoleBinding',
      metadata,
      roleRef: { apiGroup, kind: 'ClusterRole', name: metadata.name },
      subjects: [
        {
          kind: 'ServiceAccount',
          namespace: 'kube-system',
          name: 'kwok-controller',
        },
      ],
    },
  ];
}
