import type {
  AuditorService,
  AuthService,
  HttpRouterService,
  LoggerService,
  RootConfigService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { GitOpsRepository } from '@slipway/plugin-gitops-node';
import type { Knex } from 'knex';
import type { ComponentGuard } from '../access/ComponentGuard';
import type { GitOpsIndex } from '../index/GitOpsIndex';
import type { Authority } from '../router/requirePermission';
import { RegistryClient } from './registry/RegistryClient';
import { ReleaseComponents } from './ReleaseComponents';
import { ReleaseIntake } from './ReleaseIntake';
import { createReleaseRouter } from './releaseRouter';
import { readReleasesConfig } from './releasesConfig';
import { ReleaseStore } from './ReleaseStore';
import { TokenVerifier } from './token/TokenVerifier';

/** Clocks of replicas differ by less. */
const TOKENS_KEPT_MS = 60 * 60_000;

/** What {@link createReleases} puts together. */
export interface ReleasesOptions extends Authority {
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  config: RootConfigService;
  database: Knex;
  guard: Pick<ComponentGuard, 'require'>;
  httpRouter: HttpRouterService;
  index: Pick<GitOpsIndex, 'snapshot'>;
  logger: LoggerService;
  repository: GitOpsRepository;
  scheduler: SchedulerService;
}

/**
 * Lets jobs report releases.
 *
 * @returns where the releases are
 */
export async function createReleases(
  options: ReleasesOptions,
): Promise<ReleaseStore> {
  const { config, httpRouter, repository } = options;
  const rules = readReleasesConfig(config, repository);
  const store = new ReleaseStore(options.database);
  await options.scheduler.scheduleTask({
    id: 'forget-release-tokens',
    frequency: { hours: 6 },
    timeout: { minutes: 1 },
    scope: 'global',
    fn: () => store.forgetTokens(new Date(Date.now() - TOKENS_KEPT_MS)),
  });
  // Jobs have tokens of their forge; who reads is asked for the portal's own by the endpoint.
  httpRouter.addAuthPolicy({ path: '/releases', allow: 'unauthenticated' });
  httpRouter.use(
    createReleaseRouter({
      ...options,
      store,
      verifier: new TokenVerifier({ ...rules, logger: options.logger }),
      intake: new ReleaseIntake({
        rules,
        store,
        components: new ReleaseComponents(options),
        registry: new RegistryClient(options),
        forgeUrl: new URL(repository.url).origin,
        logger: options.logger,
      }),
    }),
  );
  return store;
}
