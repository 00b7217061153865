import type { ClusterOptions } from '../cluster-options.ts';
import type { KubernetesObject } from '../kubernetes/kubernetes-object.ts';

/** Name of a cluster's only node, which kwok plays. */
export function nodeName({ name }: ClusterOptions): string {
  return `${name}-1`;
}

/** The node, before kwok makes it Ready. */
export function node(cluster: ClusterOptions): KubernetesObject {
  const name = nodeName(cluster);
  const labels = {
    'kubernetes.io/hostname': name,
    'kubernetes.io/os': 'linux',
  };
  return { apiVersion: 'v1', kind: 'Node', metadata: { name, labels } };
}
