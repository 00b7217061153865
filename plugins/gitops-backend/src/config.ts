import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Config, readDurationFromConfig } from '@backstage/config';
import type { HumanDuration } from '@backstage/types';
import {
  type GitOpsRepository,
  readGitOpsRepository,
} from '@slipway/plugin-gitops-node';

/** Settings of the plugin itself; clusters are read by the modules that reach them. */
export interface GitOpsConfig {
  repository: GitOpsRepository;
  /** Polling, for when a webhook got lost. */
  refreshInterval: HumanDuration;
  webhookSecret: string | undefined;
  /** Where the mirror is kept. */
  dataDir: string;
  /** Where the portal is, for links from the forge to it. */
  appUrl: string;
  /** Reference of the Group that may review everything. */
  platformGroup: string;
  /** What plans are rendered with; without it, there are none. */
  renderer?: RendererConfig;
}

/** The renderer's settings. */
export interface RendererConfig {
  /** Path of its program. */
  wasm: string;
  workers?: number;
}

/** Reads `gitops`. */
export function readGitOpsConfig(config: Config): GitOpsConfig {
  return {
    repository: readGitOpsRepository(config),
    refreshInterval: config.has('gitops.refreshInterval')
      ? readDurationFromConfig(config, { key: 'gitops.refreshInterval' })
      : { seconds: 30 },
    appUrl: config.getString('app.baseUrl'),
    platformGroup:
      config.getOptionalString('gitops.permissions.platformGroup') ??
      'group:default/platform',
    webhookSecret: config.getOptionalString('gitops.webhookSecret'),
    dataDir:
      config.getOptionalString('gitops.dataDir') ?? defaultDataDir(config),
    renderer: readRendererConfig(config.getOptionalConfig('gitops.renderer')),
  };
}

function readRendererConfig(
  config: Config | undefined,
): RendererConfig | undefined {
  return (
    config && {
      wasm: config.getString('wasm'),
      workers: config.getOptionalNumber('workers'),
    }
  );
}

/** Beside an SQLite database on disk, so that one directory holds all state; else in the user's cache. */
function defaultDataDir(config: Config): string {
  const database = config.getOptional('backend.database.connection');
  if (
    typeof database === 'object' &&
    database !== null &&
    'directory' in database &&
    typeof database.directory === 'string'
  ) {
    return join(database.directory, 'gitops');
  }
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  return join(cache, 'slipway', 'gitops');
}
