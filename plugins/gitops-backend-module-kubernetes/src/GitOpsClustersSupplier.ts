import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ANNOTATION_KUBERNETES_AUTH_PROVIDER } from '@backstage/plugin-kubernetes-common';
import type {
  ClusterDetails,
  KubernetesClustersSupplier,
} from '@backstage/plugin-kubernetes-node';
import type { KubernetesCluster } from './config';
import { readSmallFile } from './readSmallFile';
import {
  TOKEN_FILE_AUTH_PROVIDER,
  TOKEN_FILE_METADATA,
} from './TokenFileStrategy';

/** Gives the Kubernetes plugin the clusters of `gitops.clusters`, so that they are configured once. */
export class GitOpsClustersSupplier implements KubernetesClustersSupplier {
  readonly #clusters: readonly KubernetesCluster[];
  readonly #others: KubernetesClustersSupplier | undefined;

  /** @param others - clusters from elsewhere; on the same name, those of `gitops.clusters` win */
  constructor(
    clusters: readonly KubernetesCluster[],
    others?: KubernetesClustersSupplier,
  ) {
    this.#clusters = clusters;
    this.#others = others;
  }

  async getClusters(options: {
    credentials: BackstageCredentials;
  }): Promise<ClusterDetails[]> {
    const own = await Promise.all(this.#clusters.map(toClusterDetails));
    const others = (await this.#others?.getClusters(options)) ?? [];
    return [
      ...own,
      ...others.filter(other => own.every(({ name }) => name !== other.name)),
    ];
  }
}

/**
 * The certificate authority goes by content: the plugin keeps connections by it, so a cluster that
 * was built again, with another authority in the same file, is reached without a restart.
 */
async function toClusterDetails(
  cluster: KubernetesCluster,
): Promise<ClusterDetails> {
  const ca = cluster.caFile && (await readSmallFile(cluster.caFile));
  return {
    name: cluster.name,
    url: cluster.url,
    authMetadata: {
      [ANNOTATION_KUBERNETES_AUTH_PROVIDER]: TOKEN_FILE_AUTH_PROVIDER,
      [TOKEN_FILE_METADATA]: cluster.tokenFile,
    },
    ...(ca && { caData: Buffer.from(ca).toString('base64') }),
    skipMetricsLookup: true,
  };
}
