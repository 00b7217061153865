import { clusterFiles } from '../cluster-files.ts';
import type { ClusterOptions } from '../cluster-options.ts';
import { clusterPorts } from '../cluster-ports.ts';
import { KubernetesClient } from './kubernetes-client.ts';

/** Address of a cluster's API server. */
export function apiServerUrl(cluster: ClusterOptions): string {
  return `https://127.0.0.1:${clusterPorts(cluster.basePort).apiServer}`;
}

/** Runs `work` with an administrator's client, which is closed afterwards. */
export async function withAdminClient<T>(
  cluster: ClusterOptions,
  work: (client: KubernetesClient) => Promise<T>,
): Promise<T> {
  const client = await KubernetesClient.open({
    url: apiServerUrl(cluster),
    caFile: clusterFiles(cluster).apiServerCertificate,
    token: cluster.secrets.adminToken,
  });
  try {
    return await work(client);
  } finally {
    client.close();
  }
}
