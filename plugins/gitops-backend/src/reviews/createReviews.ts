import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { HumanDuration } from '@backstage/types';
import type { Forge } from '@slipway/plugin-gitops-node';
import type { Knex } from 'knex';
import type { GitMirror } from '../git/GitMirror';
import type { GitOpsIndex } from '../index/GitOpsIndex';
import type { DriftReader } from '../plan/drift/DriftReader';
import type { PullRequestReader } from '../pullrequests/PullRequestReader';
import type { Planner } from './Planner';
import { PlanTeller } from './PlanTeller';
import { PullRequestPlanner } from './PullRequestPlanner';
import { PullRequestPlanStore } from './PullRequestPlanStore';
import { PullRequestQueue } from './PullRequestQueue';
import { ReviewReader } from './ReviewReader';
import { WarmUp } from './WarmUp';

/** What may change the commits of a pull request, or which are open. */
const NEWS = new Set(['push', 'pull_request']);

/** What reviews are made from. */
export interface ReviewsOptions {
  forge: Forge;
  mirror: Pick<GitMirror, 'resolve' | 'changedPaths'>;
  index: Pick<GitOpsIndex, 'refresh' | 'snapshot'>;
  pullRequests: PullRequestReader;
  /** Undefined if the portal makes no plans; pull requests can be reviewed all the same. */
  planner: Planner | undefined;
  /** Adds to plans what merging would overwrite now. */
  drift: Pick<DriftReader, 'show'>;
  database: Knex;
  scheduler: SchedulerService;
  logger: LoggerService;
  repository: { url: string; branch: string };
  /** Where the portal is. */
  appUrl: string;
  /** How often to look, for when a webhook got lost. */
  refreshInterval: HumanDuration;
}

/** What the plugin does about reviews. */
export interface Reviews {
  reader: ReviewReader;
  store: PullRequestPlanStore;
  /** Takes note of a webhook. */
  onEvent(event: string): Promise<void>;
}

/** Sets reviews up, and what looks for pull requests that need a plan. */
export async function createReviews(options: ReviewsOptions): Promise<Reviews> {
  const { forge, index, planner, scheduler, logger, repository } = options;
  const store = new PullRequestPlanStore(options.database, repository.url);
  const reader = new ReviewReader({ ...options, store });
  const plans =
    planner &&
    new PullRequestPlanner({
      planner,
      store,
      queue: new PullRequestQueue({
        ...options,
        store,
        branch: repository.branch,
        now,
      }),
      teller: new PlanTeller({
        forge,
        logger,
        pageOf: number =>
          `${options.appUrl.replace(/\/+$/, '')}/gitops/pull-requests/${number}`,
      }),
      logger,
      now,
    });

  const warmUp = planner && new WarmUp(planner, logger);
  const lookAhead = () => warmUp?.start(index.snapshot?.commit);

  const look = async () => {
    await index.refresh();
    // Nobody waits for it; it waits for those who plan.
    lookAhead();
    reader.invalidate();
    await plans?.look();
  };
  const work = () =>
    plans
      ?.work()
      .catch(error => logger.error('Plans are held up', toError(error)));

  if (plans) {
    await scheduler.scheduleTask({
      id: 'look-for-pull-requests',
      frequency: options.refreshInterval,
      timeout: { minutes: 3 },
      scope: 'global',
      fn: look,
    });
    await scheduler.scheduleTask({
      id: 'plan-pull-requests',
      frequency: { seconds: 10 },
      timeout: { minutes: 15 },
      // Every replica takes its share.
      scope: 'local',
      fn: async () => work(),
    });
    await scheduler.scheduleTask({
      id: 'render-ahead-of-plans',
      frequency: { seconds: 10 },
      timeout: { hours: 1 },
      // Every replica has a renderer of its own.
      scope: 'local',
      fn: async signal => {
        signal.addEventListener('abort', () => warmUp?.stop());
        await lookAhead();
      },
    });
  }

  return {
    reader,
    store,
    async onEvent(event) {
      reader.invalidate();
      if (NEWS.has(event)) {
        await look();
        await work();
      }
    },
  };
}

function now(): Date {
  return new Date();
}
