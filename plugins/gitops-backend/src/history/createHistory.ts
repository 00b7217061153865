import { setTimeout } from 'node:timers/promises';
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
import type { VersionChange } from '@slipway/plugin-gitops-common';
import type { GitOpsRepository } from '@slipway/plugin-gitops-node';
import type { Knex } from 'knex';
import type { Visibility } from '../access/VisibleComponents';
import type { GitMirror } from '../git/GitMirror';
import type { GitOpsIndex } from '../index/GitOpsIndex';
import { coalesce } from '../reviews/coalesce';
import type { ReleaseStore } from '../releases/ReleaseStore';
import type { Authority } from '../router/requirePermission';
import type { GitOpsSignals } from '../signals/GitOpsSignals';
import type { ClusterStatusReader } from '../status/ClusterStatusReader';
import { ChangeAnnouncer } from './announce/ChangeAnnouncer';
import type { ChangeLog } from './ChangeLog';
import { ChangeReader } from './ChangeReader';
import { createChangeRouter } from './changeRouter';
import { ResultWatcher } from './results/ResultWatcher';
import { Revisions } from './results/Revisions';
import { ChangeStore } from './store/ChangeStore';

/** How often is looked at what nobody told of. */
const CATCH_UP_EVERY = { seconds: 30 };
/** Between two looks at clusters, however much they tell. */
const LOOK_PAUSE_MS = 1_000;

/** What {@link createHistory} puts together. */
export interface HistoryOptions extends Authority {
  clusters: readonly Pick<
    ClusterStatusReader,
    'cluster' | 'read' | 'subscribe'
  >[];
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
    const commit = await head();
    if (commit !== undefined) {
      await reader.read(commit);
    }
  };
  const look = coalesce(async () => {
    await watcher.look();
    await setTimeout(LOOK_PAUSE_MS, undefined, { ref: false });
  });
  const noted = (what: string, work: () => Promise<void>) => () => {
    work().catch(error =>
      logger.warn(`${what}; it is tried again: ${toError(error).message}`),
    );
  };
  index.subscribe(
    noted('The version-change log was not read on', async () => {
      await read();
      // Clusters may have the change already, as after a start.
      await look();
    }),
  );
  for (const cluster of options.clusters) {
    cluster.subscribe(noted('What came of changes was not seen', look));
  }
  await options.scheduler.scheduleTask({
    id: 'read-version-changes',
    frequency: CATCH_UP_EVERY,
    timeout: { minutes: 10 },
    // Every replica has a mirror of its own, and any of them may be the one that has the news.
    scope: 'local',
    // Before the first fetch there may be no mirror.
    fn: async () => (index.status.checkedAt === undefined ? undefined : read()),
  });
  await options.scheduler.scheduleTask({
    id: 'watch-version-changes',
    frequency: CATCH_UP_EVERY,
    timeout: { minutes: 2 },
    scope: 'global',
    fn: look,
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
