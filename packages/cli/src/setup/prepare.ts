import { chmod, mkdir } from 'node:fs/promises';
import type { ClusterOptions } from '@slipway/local-cluster';
import {
  LOCAL_CLUSTERS,
  localClusterAccess,
  localClusters,
} from '../stack/local-clusters.ts';
import type { UpOptions } from '../stack/options.ts';
import type { Workspace } from '../workspace.ts';
import { readConfig } from './config.ts';
import { existingClusters } from './kubeconfig.ts';
import { ensureSecrets } from './secrets.ts';
import type { Settings } from './settings.ts';

/** The settings, and the clusters that are ours to run. */
export interface Prepared {
  settings: Settings;
  clusters: readonly ClusterOptions[];
}

/** Gathers everything that decides what `up` does, and makes the secrets on the first one. */
export async function prepare(
  workspace: Workspace,
  options: UpOptions,
): Promise<Prepared> {
  await mkdir(workspace.stateDir, { recursive: true });
  // PostgreSQL's user has to get through; what is private in here is so by its own mode.
  await chmod(workspace.stateDir, 0o755);
  const config = await readConfig(workspace);
  const secrets = await ensureSecrets(workspace, LOCAL_CLUSTERS);
  const clusters =
    options.clusters && !options.kubeconfig
      ? localClusters(workspace, config, secrets)
      : [];
  const access = options.kubeconfig
    ? await existingClusters(workspace, config, options)
    : clusters.map(localClusterAccess);
  return {
    clusters,
    settings: {
      workspace,
      config,
      secrets,
      portalUrl: `http://localhost:${config.ports.portal}`,
      forgeUrl: `http://localhost:${config.ports.forge}`,
      database: options.postgres ? 'postgres' : config.database,
      clusters: access,
      contractReport: process.env.SLIPWAY_CONTRACT_REPORT || undefined,
    },
  };
}
