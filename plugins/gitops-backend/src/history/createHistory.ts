import type {
  HttpRouterService,
  LoggerService,
  RootConfigService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type {
  MetricsService,
  TracingService,
} from '@backstage/backend-plugin-api/alpha';
import { toError } from '@backstage/errors';
import type { Observation, VersionChange } from '@slipway/plugin-gitops-common';
import type { GitOpsRepository } from '@slipway/plugin-gitops-node';
import type { Knex } from 'knex';
import type { Visibility } from '../access/VisibleComponents';
import type { GitMirror } from '../git/GitMirror';
import type { GitOpsIndex } from '../index/GitOpsIndex';
import type { ReleaseStore } from '../releases/ReleaseStore';
import type { Authority } from '../router/requirePermission';
import type { GitOpsSignals } from '../signals/GitOpsSignals';
import { ChangeAnnouncer } from './announce/ChangeAnnouncer';
import type { ChangeLog } from './ChangeLog';
import { ChangeReader } from './ChangeReader';
import { createChangeRouter } from './changeRouter';
import { ResultWatcher } from './results/ResultWatcher';
import { Revisions } from './results/Revisions';
import { ChangeStore } from './store/ChangeStore';

/** How often clusters are looked at for what came of changes. */
const LOOK_EVERY = { seconds: 15 };

/** What {@link createHistory} puts together. */
export interface HistoryOptions extends Authority {
  clusters: readonly { cluster: string; read(): Promise<Observation> }[];
  config: RootConfigService;
  database: Knex;
  httpRouter: HttpRouterService;
  index: GitOpsIndex;
  logger: LoggerService;
  metrics: MetricsService;
  mirror: GitMirror;
  /** Where the mirror is. */
  mirrorDirectory: string;
  releases: Pick<ReleaseStore, 'find'>;
  repository: GitOpsRepository;
  scheduler: SchedulerService;
  signals: GitOpsSignals;
  tracing: TracingService;
  visibility: Visibility;
}

/** Keeps the version-change log, and shows it. */
export async function createHistory(
  options: HistoryOptions,
): Promise<ChangeLog> {
  const { config, index, logger, mirror, mirrorDirectory, repository } =
    options;
  const store = new ChangeStore(options.database, {
    repository: repository.url,
    branch: repository.branch,
  });
  const announcer = new ChangeAnnouncer({
    ...options,
    ...((config.getOptionalBoolean('gitops.changeLog.stdout') ?? true) && {
      write: (line: string) => process.stdout.write(`${line}\n`),
    }),
  });
  const head = () => mirror.resolve(repository.branch);
  const reader = new ChangeReader({
    directory: mirrorDirectory,
    async fetch() {
      // Through the index, because two fetches at a time are in each other's way.
      await index.refresh();
      return index.status.unreachable ? undefined : head();
    },
    environments: () => index.snapshot?.environments,
    repositoryUrl: repository.url,
    store,
    complete: change => withSource(change, options.releases),
    onChanges: changes => announcer.changes(changes),
    logger,
  });
  const watcher = new ResultWatcher({
    clusters: options.clusters,
    store,
    revisions: new Revisions(mirrorDirectory),
    onResults: results => announcer.results(results),
  });
  const read = async () => {
    // Before the first fetch there may be no mirror.
    const commit =
      index.status.checkedAt === undefined ? undefined : await head();
    if (commit !== undefined) {
      await reader.read(commit);
    }
  };
  index.subscribe(() => {
    read().catch(error =>
      logger.warn(
        `The version-change log was not brought up to date: ${toError(error).message}`,
      ),
    );
  });
  await options.scheduler.scheduleTask({
    id: 'read-version-changes',
    frequency: LOOK_EVERY,
    timeout: { minutes: 10 },
    // Every replica has a mirror of its own, and any of them may be the one that has the news.
    scope: 'local',
    fn: read,
  });
  await options.scheduler.scheduleTask({
    id: 'watch-version-changes',
    frequency: LOOK_EVERY,
    timeout: { minutes: 2 },
    scope: 'global',
    fn: () => watcher.look(),
  });
  options.httpRouter.use(createChangeRouter({ ...options, store }));
  return store;
}

/** The change with where its lead time begins, if CI reported the release. */
async function withSource(
  change: VersionChange,
  releases: Pick<ReleaseStore, 'find'>,
): Promise<VersionChange> {
  const { component, to } = change;
  const release =
    to === undefined ? undefined : await releases.find(component, to);
  const committedAt = release?.source.committedAt;
  return committedAt === undefined
    ? change
    : { ...change, sourceCommittedAt: committedAt };
}
