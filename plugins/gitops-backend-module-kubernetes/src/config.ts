import type { Config } from '@backstage/config';

/** How to reach the Kubernetes API of a cluster. */
export interface KubernetesCluster {
  name: string;
  url: string;
  caFile?: string;
  tokenFile: string;
}

/** Reads the Kubernetes APIs of `gitops.clusters`; clusters without one are left out. */
export function readKubernetesClusters(config: Config): KubernetesCluster[] {
  const clusters = config.getOptionalConfigArray('gitops.clusters') ?? [];
  return clusters.flatMap(entry => {
    const kubernetes = entry.getOptionalConfig('kubernetes');
    return kubernetes
      ? [
          {
            name: entry.getString('name'),
            url: kubernetes.getString('url'),
            caFile: kubernetes.getOptionalString('caFile'),
            tokenFile: kubernetes.getString('tokenFile'),
          },
        ]
      : [];
  });
}
