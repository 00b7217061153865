import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  actionsRegistryServiceRef,
  metricsServiceRef,
  tracingServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { InputError } from '@backstage/errors';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { gitopsPermissions } from '@slipway/plugin-gitops-common';
import {
  gitopsClusterStatusExtensionPoint,
  gitopsClusterWorkloadsExtensionPoint,
  gitopsForgeExtensionPoint,
  gitopsLiveObjectsExtensionPoint,
} from '@slipway/plugin-gitops-node';
import { createAccess } from './access/createAccess';
import { registerActions } from './actions/registerActions';
import { createApplicationsRouter } from './applications/applicationsRouter';
import { AvailabilityChecker } from './availability/AvailabilityChecker';
import { createBoardRouter } from './board/boardRouter';
import { readLinkTemplates } from './cells/cellLinks';
import { createCellRouter } from './cells/cellRouter';
import { createPromotionSource } from './cells/createPromotionSource';
import { ComparePages } from './comparison/ComparePages';
import { createComparisonRouter } from './comparison/comparisonRouter';
import { readGitOpsConfig } from './config';
import { createCreations } from './creation/createCreations';
import { createCreationRouter } from './creation/creationRouter';
import { applyMigrations } from './database/applyMigrations';
import {
  ClusterStatusExtension,
  ClusterWorkloadsExtension,
  ForgeExtension,
  LiveObjectsExtension,
} from './extensions';
import { createHistory } from './history/createHistory';
import { createIndex } from './index/createIndex';
import { createPlans } from './plan/createPlans';
import { ClusterDrift } from './plan/drift/ClusterDrift';
import { DriftReader } from './plan/drift/DriftReader';
import { createPlanRouter } from './plan/planRouter';
import { createPromotions } from './promotions/createPromotions';
import { PullRequestReader } from './pullrequests/PullRequestReader';
import { createReleases } from './releases/createReleases';
import { createReviews } from './reviews/createReviews';
import { ReviewAuthority } from './reviews/ReviewAuthority';
import { createReviewRouter } from './reviews/reviewRouter';
import { RolloutReader } from './reviews/RolloutReader';
import { createRouter } from './router/createRouter';
import { createSignals } from './signals/createSignals';
import { createClusterStatus } from './status/createClusterStatus';
import { createWebhooks } from './webhooks/createWebhooks';

/** The gitops plugin: what Git wants, what clusters do, and what is proposed. */
export const gitopsPlugin = createBackendPlugin({
  pluginId: 'gitops',
  register(env) {
    const forgeExtension = new ForgeExtension();
    const clusterExtension = new ClusterStatusExtension();
    const liveObjectsExtension = new LiveObjectsExtension();
    const workloadsExtension = new ClusterWorkloadsExtension();
    env.registerExtensionPoint(gitopsForgeExtensionPoint, forgeExtension);
    env.registerExtensionPoint(
      gitopsClusterStatusExtensionPoint,
      clusterExtension,
    );
    env.registerExtensionPoint(
      gitopsClusterWorkloadsExtensionPoint,
      workloadsExtension,
    );
    env.registerExtensionPoint(
      gitopsLiveObjectsExtensionPoint,
      liveObjectsExtension,
    );
    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
        tracing: tracingServiceRef,
        urlReader: coreServices.urlReader,
        userInfo: coreServices.userInfo,
      },
      async init(deps) {
        const { logger, scheduler, httpRouter } = deps;
        const { forge } = forgeExtension;
        if (!forge) {
          throw new InputError(
            'The gitops plugin has no forge; install @slipway/plugin-gitops-backend-module-github',
          );
        }
        const config = readGitOpsConfig(deps.config);
        const { repository } = config;
        const database = await applyMigrations(deps.database);
        const signals = createSignals(deps);
        const { index, mirror, mirrorDirectory } = await createIndex({
          ...deps,
          config,
          database,
          forge,
          signals,
        });
        const access = createAccess({
          ...deps,
          index,
          platformGroup: config.platformGroup,
        });
        const pullRequests = new PullRequestReader({ forge, mirror, index });
        const plans = await createPlans({
          config: config.renderer,
          database,
          mirror,
          scheduler,
          lifecycle: deps.lifecycle,
          logger,
        });
        const drift = new DriftReader(
          liveObjectsExtension.providers.map(
            provider => new ClusterDrift(provider),
          ),
        );
        const reviews = await createReviews({
          forge,
          mirror,
          index,
          pullRequests,
          planner: plans,
          drift,
          database,
          scheduler,
          logger,
          repository,
          appUrl: config.appUrl,
          refreshInterval: config.refreshInterval,
        });
        const clusters = createClusterStatus({
          ...deps,
          signals,
          providers: clusterExtension.providers,
        });

        deps.permissionsRegistry.addPermissions(gitopsPermissions);
        registerActions(deps);
        const releases = await createReleases({
          ...deps,
          ...access,
          database,
          index,
          repository,
        });
        const changes = await createHistory({
          ...deps,
          ...access,
          clusters,
          database,
          index,
          mirror,
          mirrorDirectory,
          releases,
          repository,
          signals,
        });
        const promotions = await createPromotions({
          ...deps,
          access,
          appUrl: config.appUrl,
          changes,
          clusters,
          database,
          forge,
          index,
          mirror,
          planner: plans,
          plans: reviews.store,
          platformGroup: config.platformGroup,
          refreshInterval: config.refreshInterval,
          releases,
          repository,
          signals,
        });
        await createWebhooks({
          ...deps,
          database,
          secret: config.webhookSecret,
          async onEvent(event) {
            await Promise.all([
              reviews.onEvent(event),
              promotions.onEvent(event),
            ]);
          },
        });
        httpRouter.use(
          createComparisonRouter({
            ...deps,
            ...access,
            index,
            pages: new ComparePages(releases, new URL(repository.url).origin),
          }),
        );
        const availability = new AvailabilityChecker({
          ...deps,
          ...access,
          forge,
          index,
          pullRequests,
          repository,
          mirror,
          domain:
            deps.config.getOptionalString('gitops.create.domain') ??
            'localhost',
        });
        const creations = createCreations({
          ...deps,
          guard: access.guard,
          index,
          availability,
          plans,
          organization:
            deps.config.getOptionalString('gitops.create.organization') ??
            repository.owner,
          platformGroup: config.platformGroup,
        });
        httpRouter.use(createCreationRouter({ ...deps, ...access, creations }));
        httpRouter.use(createPlanRouter({ ...deps, ...access, plans, drift }));
        httpRouter.use(
          createReviewRouter({
            ...deps,
            ...access,
            forge,
            reviews: reviews.reader,
            rollouts: new RolloutReader({
              reviews: reviews.reader,
              store: reviews.store,
              planner: plans,
              index,
              mirror,
              clusters,
            }),
            reviewers: new ReviewAuthority({
              userInfo: deps.userInfo,
              index,
              mirror,
              platformGroup: config.platformGroup,
            }),
          }),
        );
        httpRouter.use(
          createBoardRouter({ ...deps, ...access, index, clusters }),
        );
        httpRouter.use(
          createApplicationsRouter({ ...deps, ...access, clusters }),
        );
        httpRouter.use(
          createCellRouter({
            ...deps,
            ...access,
            index,
            clusters,
            workloads: workloadsExtension.providers,
            links: readLinkTemplates(deps.config),
            changes,
            promotions: createPromotionSource(database, repository.url),
            signals,
          }),
        );
        httpRouter.use(
          createRouter({
            ...deps,
            ...access,
            index,
            clusters,
            pullRequests,
            availability,
          }),
        );
      },
    });
  },
});
