import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type {
  LifecycleService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { Knex } from 'knex';
import type { RendererConfig } from '../config';
import type { GitMirror } from '../git/GitMirror';
import { LazyRenderer } from './LazyRenderer';
import { Planner } from './Planner';
import { PlanService } from './PlanService';
import { PlanStore } from './store/PlanStore';
import { RenderCacheStore } from './store/RenderCacheStore';
import { SecretFreeCache } from './store/SecretFreeCache';

const DAY_MS = 24 * 60 * 60 * 1000;
/** How long, and how many, plans are kept; what overlays render to is kept as long. */
const KEEP_MS = 30 * DAY_MS;
const KEEP_PLANS = 2_000;

/** What plans are made with. */
export interface PlansOptions {
  /** Undefined if there is no renderer. */
  config: RendererConfig | undefined;
  database: Knex;
  mirror: GitMirror;
  scheduler: SchedulerService;
  lifecycle: LifecycleService;
  logger: LoggerService;
}

/**
 * Sets plans up, and what forgets old ones.
 *
 * @returns undefined if there is no renderer, which the log says
 */
export async function createPlans(
  options: PlansOptions,
): Promise<PlanService | undefined> {
  const { config, database, mirror, scheduler, lifecycle, logger } = options;
  const store = new PlanStore(database);
  const cache = new RenderCacheStore(database);
  await scheduler.scheduleTask({
    id: 'forget-plans',
    frequency: { hours: 6 },
    timeout: { minutes: 5 },
    scope: 'global',
    async fn() {
      const before = new Date(Date.now() - KEEP_MS);
      await store.prune({ before, keep: KEEP_PLANS });
      await cache.prune(before);
    },
  });
  if (!config) {
    logger.warn('There are no plans without gitops.renderer.wasm');
    return undefined;
  }
  let version: string;
  try {
    version = await versionOf(config.wasm);
  } catch (error) {
    logger.warn(
      `There are no plans, because gitops.renderer.wasm cannot be read: ${toError(error).message}`,
    );
    return undefined;
  }
  const renderer = new LazyRenderer({
    ...config,
    cache: new SecretFreeCache(cache),
  });
  lifecycle.addShutdownHook(() => renderer.close());
  return new PlanService({
    planner: new Planner({ renderer, cache, version }),
    store,
    objects: mirror.objects,
    fetch: () => mirror.fetch(),
    fetchPullRequest: number => mirror.fetchPullRequest(number),
  });
}

/** Another program may render otherwise. */
export async function versionOf(wasm: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(wasm))
    .digest('hex');
}
