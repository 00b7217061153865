import type { KubernetesObject } from '../kubernetes/kubernetes-object.ts';
import { playedKinds } from '../stages/played-kinds.ts';

/** What kwok may do beyond upstream's role for pods and nodes: give what it plays a status. */
export function kwokRights(): KubernetesObject[] {
  const apiGroup = 'rbac.authorization.k8s.io';
  const apiVersion = `${apiGroup}/v1`;
  const metadata = { name: 'kwok-controller-played-kinds' };
  return [
    {
      apiVersion,
      kind: 'ClusterRole',
      metadata,
      rules: playedKinds.flatMap(({ group, resource }) => [
        {
          apiGroups: [group],
          resources: [resource],
          verbs: ['get', 'list', 'watch'],
        },
        {
          apiGroups: [group],
          resources: [`${resource}/status`],
          verbs: ['patch', 'update'],
        },
      ]),
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
