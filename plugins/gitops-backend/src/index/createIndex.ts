import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { Forge } from '@slipway/plugin-gitops-node';
import type { Knex } from 'knex';
import type { GitOpsConfig } from '../config';
import { SnapshotStore } from '../database/SnapshotStore';
import { GitMirror } from '../git/GitMirror';
import type { GitOpsSignals } from '../signals/GitOpsSignals';
import { GitOpsIndex } from './GitOpsIndex';

/** What the index is made from. */
export interface IndexOptions {
  config: Pick<GitOpsConfig, 'dataDir' | 'refreshInterval' | 'repository'>;
  database: Knex;
  forge: Pick<Forge, 'gitAuthorization'>;
  logger: LoggerService;
  scheduler: SchedulerService;
  signals: Pick<GitOpsSignals, 'publish'>;
}

/** Sets the index of the GitOps repository up, with the mirror that it reads, and what keeps both fresh. */
export async function createIndex(options: IndexOptions) {
  const { config, database, forge, logger, scheduler, signals } = options;
  const { repository } = config;
  const mirrorDirectory = join(config.dataDir, mirrorName(repository.cloneUrl));
  const mirror = new GitMirror({
    directory: mirrorDirectory,
    url: repository.cloneUrl,
    branch: repository.branch,
    authorization: () => forge.gitAuthorization(),
  });
  const index = await GitOpsIndex.create({
    repository,
    mirror,
    store: new SnapshotStore(database),
    logger,
  });
  index.subscribe((_snapshot, components) =>
    signals.publish('delivery', components),
  );
  await scheduler.scheduleTask({
    id: 'refresh-gitops-index',
    frequency: config.refreshInterval,
    timeout: { minutes: 3 },
    // Every replica has a mirror of its own.
    scope: 'local',
    fn: () => index.refresh(),
  });
  return { index, mirror, mirrorDirectory };
}

/** A directory name that changes with the repository, so that two never share a mirror. */
function mirrorName(url: string): string {
  return `${createHash('sha256').update(url).digest('hex').slice(0, 16)}.git`;
}
