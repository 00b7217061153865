import { join } from 'node:path';
import { argocdPortalToken, clusterAddresses } from '@slipway/local-cluster';
import type { BootstrapOptions, ClusterOptions } from '@slipway/local-cluster';
import { GITOPS_REPOSITORY } from '../setup/gitops-repository.ts';
import { ARGOCD_BOT } from '../setup/people.ts';
import type { ClusterAccess, Settings } from '../setup/settings.ts';
import type { Config } from '../setup/config.ts';
import type { Secrets } from '../setup/secrets.ts';
import type { Workspace } from '../workspace.ts';

/** The clusters that the GitOps repository's first form names. */
export const LOCAL_CLUSTERS = ['yc', 'vk'] as const;

/** How local-cluster is asked for the clusters of this stack. */
export function localClusters(
  workspace: Workspace,
  config: Config,
  secrets: Pick<Partial<Secrets>, 'clusters'>,
): ClusterOptions[] {
  return LOCAL_CLUSTERS.map(name => {
    const own = secrets.clusters?.[name];
    if (!own) throw new Error(`There are no secrets of cluster ${name}`);
    return {
      name,
      basePort: config.ports[name],
      dir: join(workspace.stateDir, 'clusters', name),
      secrets: own,
    };
  });
}

/** How the portal and the forge reach a local cluster. */
export function localClusterAccess(cluster: ClusterOptions): ClusterAccess {
  const { argocd, kubernetes, webhooks } = clusterAddresses(cluster);
  return {
    name: cluster.name,
    argocd: { url: argocd, token: argocdPortalToken(cluster.secrets) },
    kubernetes,
    webhooks,
  };
}

/** What a local cluster's Argo CD is pointed at. */
export function bootstrapOptions(
  settings: Settings,
  cluster: string,
): BootstrapOptions {
  const { owner, name, branch } = GITOPS_REPOSITORY;
  return {
    repository: {
      url: `${settings.forgeUrl}/${owner}/${name}.git`,
      username: ARGOCD_BOT,
      token: settings.secrets.tokens.argocd,
      webhookSecret: settings.secrets.webhooks.argocd,
    },
    rootPath: `clusters/${cluster}`,
    branch,
  };
}
