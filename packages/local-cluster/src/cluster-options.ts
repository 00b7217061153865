import type { ClusterSecrets } from './cluster-secrets.ts';

/** One local cluster: what it is called, where it listens and where it keeps its files. */
export interface ClusterOptions {
  /** A DNS-1123 label, such as `yc`; it prefixes the names of the parts. */
  name: string;
  /** First of the 15 consecutive TCP ports that the cluster uses on 127.0.0.1. */
  basePort: number;
  /** Absolute path of the cluster's own folder; created when missing. */
  dir: string;
  secrets: ClusterSecrets;
}

/** What a cluster's Argo CD is pointed at. */
export interface BootstrapOptions {
  /** The GitOps repository. */
  repository: {
    /** Its address for git, over HTTP or as a `file://` URL. */
    url: string;
    /** Credentials that can read it; an empty `token` means that none are asked for. */
    username: string;
    token: string;
    /** Signs the push events that the forge sends to this cluster's Argo CD. */
    webhookSecret: string;
  };
  /** Folder of the repository that the root Application applies, such as `clusters/yc`. */
  rootPath: string;
  /** Defaults to `main`. */
  branch?: string;
}
