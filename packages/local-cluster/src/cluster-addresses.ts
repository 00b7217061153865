import { clusterFiles } from './cluster-files.ts';
import type { ClusterOptions } from './cluster-options.ts';
import { clusterPorts } from './cluster-ports.ts';
import { apiServerUrl } from './kubernetes/cluster-client.ts';

/** Where a running cluster is reached, and with what. */
export interface ClusterAddresses {
  /** Base URL of Argo CD's API. */
  argocd: string;
  kubernetes: {
    url: string;
    /** File with the certificate to trust. */
    caFile: string;
    /** File with the portal's token; read it for every request, it is renewed. */
    tokenFile: string;
  };
  /**
   * Where the forge sends the GitOps repository's push events, in GitHub's form
   * and signed with `webhookSecret`: Argo CD's server refreshes Applications, the
   * ApplicationSet controller makes new ones.
   */
  webhooks: readonly string[];
}

/** The addresses of `cluster`. */
export function clusterAddresses(cluster: ClusterOptions): ClusterAddresses {
  const ports = clusterPorts(cluster.basePort);
  const files = clusterFiles(cluster);
  const argocd = `http://localhost:${ports.argocdServer}`;
  return {
    argocd,
    kubernetes: {
      url: apiServerUrl(cluster),
      caFile: files.apiServerCertificate,
      tokenFile: files.portalToken,
    },
    webhooks: [
      `${argocd}/api/webhook`,
      `http://localhost:${ports.applicationSetWebhook}/api/webhook`,
    ],
  };
}
