import { join } from 'node:path';
import { stringify } from 'yaml';
import { clusterFiles } from '../cluster-files.ts';
import type { ClusterOptions } from '../cluster-options.ts';
import { writePrivateFile } from '../write-private-file.ts';
import { apiServerUrl } from './cluster-client.ts';

/** What a part needs to call the API server as `user`. */
export interface KubeconfigOptions {
  user: string;
  token: string;
  /** Namespace of requests that name none. */
  namespace?: string;
}

/** Path of the kubeconfig of `user`; {@link writeKubeconfig} writes it. */
export function kubeconfigPath(cluster: ClusterOptions, user: string): string {
  return join(clusterFiles(cluster).credentials, `${user}.kubeconfig`);
}

/**
 * Writes a kubeconfig, with the token in a file beside it: clients read that
 * file again every minute, so a renewed token reaches a running part.
 */
export async function writeKubeconfig(
  cluster: ClusterOptions,
  { user, token, namespace = 'default' }: KubeconfigOptions,
): Promise<void> {
  const files = clusterFiles(cluster);
  const tokenFile = join(files.credentials, `${user}.token`);
  await writePrivateFile(tokenFile, token);
  const { name } = cluster;
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name,
        cluster: {
          server: apiServerUrl(cluster),
          'certificate-authority': files.apiServerCertificate,
        },
      },
    ],
    users: [{ name: user, user: { tokenFile } }],
    contexts: [{ name, context: { cluster: name, user, namespace } }],
    'current-context': name,
  };
  await writePrivateFile(kubeconfigPath(cluster, user), stringify(config));
}
