import type {
  AuditorService,
  AuthService,
  HttpAuthService,
  HttpRouterService,
  LoggerService,
  PermissionsService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { HumanDuration } from '@backstage/types';
import type { Promotion } from '@slipway/plugin-gitops-common';
import type { Forge } from '@slipway/plugin-gitops-node';
import type { Knex } from 'knex';
import type { Access } from '../access/createAccess';
import type { GitMirror } from '../git/GitMirror';
import type { ChangeLog } from '../history/ChangeLog';
import { createHoldRouter } from '../holds/holdRouter';
import { HoldStore } from '../holds/HoldStore';
import type { GitOpsIndex } from '../index/GitOpsIndex';
import type { ReleaseStore } from '../releases/ReleaseStore';
import type { PullRequestPlanStore } from '../reviews/PullRequestPlanStore';
import type { GitOpsSignals } from '../signals/GitOpsSignals';
import { AutomaticPromoter } from './automatic/AutomaticPromoter';
import { NewReleases } from './automatic/NewReleases';
import { PromotionEngine } from './engine/PromotionEngine';
import type { PromotionPlanner } from './engine/PromotionWork';
import { GateKeeper } from './gates/GateKeeper';
import { PlatformTeam } from './gates/PlatformTeam';
import { UngatedPullRequests } from './gates/UngatedPullRequests';
import { type ClusterObserver, UpstreamReader } from './gates/UpstreamReader';
import { createPromotionRouter } from './http/promotionRouter';
import { ReleaseLayers } from './layers/ReleaseLayers';
import { PromotionService } from './request/PromotionService';
import { RequestResolver } from './request/RequestResolver';
import { PromotionQueue } from './store/PromotionQueue';
import { PromotionStore } from './store/PromotionStore';
import { PromotionTeller } from './tell/PromotionTeller';

/** What promotions are made from. */
export interface PromotionsOptions {
  access: Access;
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  changes: Pick<ChangeLog, 'ofOverlay'>;
  clusters: readonly ClusterObserver[];
  database: Knex;
  forge: Forge;
  httpAuth: HttpAuthService;
  httpRouter: HttpRouterService;
  index: GitOpsIndex;
  logger: LoggerService;
  mirror: GitMirror;
  notifications: NotificationService;
  permissions: PermissionsService;
  /** Reference of the Group that may do everything. */
  platformGroup: string;
  /** Undefined if the portal makes no plans. */
  planner: PromotionPlanner | undefined;
  plans: PullRequestPlanStore;
  releases: ReleaseStore;
  repository: { url: string; branch: string };
  scheduler: SchedulerService;
  signals: GitOpsSignals;
  /** Where the portal is. */
  appUrl: string;
  /** How often to look, for when a webhook got lost. */
  refreshInterval: HumanDuration;
}

/** What the plugin does about promotions. */
export interface Promotions {
  service: PromotionService;
  /** Takes note of a webhook. */
  onEvent(event: string): Promise<void>;
}

/** What may change a pull request, or what is said of it. */
const NEWS = new Set(['push', 'pull_request', 'pull_request_review']);

/** Brings releases from environment to environment. */
export async function createPromotions(
  options: PromotionsOptions,
): Promise<Promotions> {
  const { access, database, httpRouter, logger, repository, scheduler } =
    options;
  const holds = new HoldStore(database, repository.url);
  const store = new PromotionStore(database, repository.url, holds);
  const layers = new ReleaseLayers(options);
  const gates = new GateKeeper({
    ...options,
    holds,
    overriders: new PlatformTeam(options),
    upstream: new UpstreamReader(options),
    now,
  });
  const pageOf = (promotion: Promotion) => pageIn(options.appUrl, promotion);
  const teller = new PromotionTeller({ ...options, pageOf });
  const engine = new PromotionEngine({
    ...options,
    ...repository,
    store,
    queue: new PromotionQueue(database, repository.url),
    layers,
    gates,
    ungated: new UngatedPullRequests({
      ...options,
      repository: repository.url,
      pageOf: number => pullRequestPage(options.appUrl, number),
    }),
    pageOf,
    onState: promotion => teller.reached(promotion),
    onOverride: (promotion, gate) => teller.overrode(promotion, gate),
    now,
  });
  const start = () =>
    engine
      .start()
      .catch(error => logger.error('Promotions are held up', toError(error)));
  const service = new PromotionService({
    ...options,
    resolver: new RequestResolver({ ...options, layers, now }),
    store,
    gates,
    onChange(promotion) {
      teller.changed(promotion);
      void start();
    },
    now,
  });
  const automatic = new AutomaticPromoter({
    ...options,
    releases: new NewReleases(database),
    service,
  });

  await scheduler.scheduleTask({
    id: 'promote-new-releases',
    frequency: { seconds: 5 },
    timeout: { minutes: 3 },
    // Done by many, it is done once; and none has to wait for one that was killed or paused.
    scope: 'local',
    fn: () => automatic.work(),
  });
  await scheduler.scheduleTask({
    id: 'look-for-promotions',
    frequency: options.refreshInterval,
    // So long, nobody else looks if whoever does is killed.
    timeout: { seconds: 30 },
    scope: 'global',
    fn: () => engine.look(),
  });
  await scheduler.scheduleTask({
    id: 'work-on-promotions',
    frequency: { seconds: 5 },
    timeout: { minutes: 1 },
    // Every replica takes its share.
    scope: 'local',
    fn: start,
  });

  httpRouter.use(
    createPromotionRouter({ ...options, ...access, service, store }),
  );
  httpRouter.use(
    createHoldRouter({
      ...options,
      ...access,
      holds,
      now,
      async onChange({ component, environment }) {
        options.signals.publish('promotions', [component]);
        const { stored } = await store.list({
          component,
          environment,
          state: 'open',
          limit: 100,
        });
        await store.wake(
          { ids: stored.map(({ promotion }) => promotion.id) },
          now(),
        );
        void start();
      },
    }),
  );

  return {
    service,
    async onEvent(event) {
      if (NEWS.has(event)) {
        await engine.look();
        await start();
      }
    },
  };
}

function now(): Date {
  return new Date();
}

/** Its pull request where it has one, else what it is about. */
function pageIn(
  appUrl: string,
  { pullRequest, parts: [{ component }] }: Promotion,
): string {
  return pullRequest
    ? pullRequestPage(appUrl, pullRequest.number)
    : `${withoutSlash(appUrl)}/catalog/default/component/${component}`;
}

function pullRequestPage(appUrl: string, number: number): string {
  return `${withoutSlash(appUrl)}/gitops/pull-requests/${number}`;
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
