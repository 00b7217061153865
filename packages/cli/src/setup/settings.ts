import type { Workspace } from '../workspace.ts';
import type { Config } from './config.ts';
import type { Secrets } from './secrets.ts';

/** How the portal reaches one cluster and its Argo CD. */
export interface ClusterAccess {
  name: string;
  argocd: { url: string; token: string };
  kubernetes: { url: string; caFile: string; tokenFile: string };
  /** Where its Argo CD wants to hear of pushes. */
  webhooks: readonly string[];
}

/** Everything that one run of `up` is decided by. */
export interface Settings {
  workspace: Workspace;
  config: Config;
  secrets: Secrets;
  portalUrl: string;
  forgeUrl: string;
  database: Config['database'];
  clusters: readonly ClusterAccess[];
  /** Where the forge counts requests and replies held to GitHub's description; only in tests. */
  contractReport?: string;
}
