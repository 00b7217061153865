import { join } from 'node:path';
import type { ClusterOptions } from './cluster-options.ts';

/** Where a cluster keeps its files, below its own folder. */
export interface ClusterFiles {
  etcdData: string;
  pki: string;
  /** The certificate of the API server, which clients use as its authority. */
  apiServerCertificate: string;
  serviceAccountKey: string;
  staticTokens: string;
  /** Kubeconfigs and tokens of the parts, one folder for all. */
  credentials: string;
  /** Token of the portal's read-only service account. */
  portalToken: string;
  /** How pods behave, and what their logs say, for kwok. */
  stages: string;
  podLog: string;
  podLogRule: string;
  /** Checkouts and sockets of Argo CD's repo server. */
  argocd: string;
}

/** The paths of `cluster`'s files; nothing is created. */
export function clusterFiles(cluster: ClusterOptions): ClusterFiles {
  const pki = join(cluster.dir, 'pki');
  return {
    etcdData: join(cluster.dir, 'etcd'),
    pki,
    apiServerCertificate: join(pki, 'apiserver.crt'),
    serviceAccountKey: join(pki, 'service-account.key'),
    staticTokens: join(pki, 'tokens.csv'),
    credentials: join(cluster.dir, 'credentials'),
    portalToken: join(cluster.dir, 'portal.token'),
    stages: join(cluster.dir, 'kwok', 'stages.yaml'),
    podLog: join(cluster.dir, 'kwok', 'pod.log'),
    podLogRule: join(cluster.dir, 'kwok', 'logs.yaml'),
    argocd: join(cluster.dir, 'argocd'),
  };
}
