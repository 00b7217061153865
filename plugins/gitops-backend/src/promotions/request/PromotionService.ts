import type { LoggerService } from '@backstage/backend-plugin-api';
import { NotFoundError, toError } from '@backstage/errors';
import {
  advance,
  artefactsOf,
  type Hold,
  isBeforeMerge,
  type Plan,
  type Promotion,
  type PromotionDetail,
  type PromotionPreview,
  type PromotionRequest,
  promotionSchema,
  releaseVersion,
  rollbackCandidates,
  type RollbackCandidatesResponse,
  takeOut,
} from '@slipway/plugin-gitops-common';
import type { ChangeLog } from '../../history/ChangeLog';
import type { PromotionPlanner } from '../engine/PromotionWork';
import { type GateKeeper, UNPLANNED } from '../gates/GateKeeper';
import type { StoredPromotion } from '../store/progress';
import type { PromotionStore } from '../store/PromotionStore';
import { environmentOf, overlaysIn } from './partsOf';
import {
  MAX_CHANGES,
  type RequestResolver,
  type ResolvedRequest,
} from './RequestResolver';

/** What a {@link PromotionService} is made from. */
export interface PromotionServiceOptions {
  resolver: RequestResolver;
  store: PromotionStore;
  changes: Pick<ChangeLog, 'ofOverlay'>;
  gates: Pick<GateKeeper, 'look'>;
  /** Undefined if the portal makes no plans. */
  planner: PromotionPlanner | undefined;
  /** Told of every change of a record. */
  onChange(promotion: Promotion): void;
  logger: LoggerService;
  now(): Date;
}

/** What people ask of promotions. Who may is decided before. */
export class PromotionService {
  readonly #options: PromotionServiceOptions;

  constructor(options: PromotionServiceOptions) {
    this.#options = options;
  }

  /** What a request would do. Nothing is written. */
  async preview(
    request: PromotionRequest,
    by: string,
  ): Promise<PromotionPreview> {
    const { resolver, store, gates, planner } = this.#options;
    const resolved = await resolver.resolve(request, by);
    const { promotion } = resolved;
    const [placement, plan] = await Promise.all([
      store.preview(promotion),
      this.#plan(resolved),
    ]);
    return {
      parts: promotion.parts,
      direct: promotion.direct,
      gates: await gates.look(promotion, {
        verdict: planner ? plan?.verdict : UNPLANNED,
      }),
      ...(placement.action === 'same' && { same: placement.id }),
      behind: placement.action === 'queue' ? placement.behind : [],
      supersedes: placement.action === 'same' ? [] : placement.supersedes,
      ...(plan && { plan: plan.id, verdict: plan.verdict }),
    };
  }

  /** Writes a request down; a rollback holds what it rolls back. */
  async request(
    request: PromotionRequest,
    by: string,
  ): Promise<{ detail: PromotionDetail; created: boolean }> {
    const { resolver, store, onChange, now } = this.#options;
    const { promotion } = await resolver.resolve(request, by);
    const { stored, created, superseded } = await store.place(
      promotionSchema.parse(promotion),
      holdsOf(promotion),
      now(),
    );
    for (const one of [stored.promotion, ...superseded]) {
      onChange(one);
    }
    return { detail: await this.#detail(stored), created };
  }

  /** @throws `NotFoundError` if there is none */
  async get(id: string): Promise<PromotionDetail> {
    return this.#detail(await this.#stored(id));
  }

  /** @throws `ConflictError` if it is merged already */
  async cancel(id: string, by: string, reason: string) {
    const at = this.#options.now().toISOString();
    const step = { state: 'cancelled', at, by, message: reason } as const;
    return this.#amend(id, one => advance(one, step));
  }

  /** @throws `ConflictError` if it is merged already, or has nothing else */
  async takeOut(id: string, component: string, by: string, reason: string) {
    const at = this.#options.now().toISOString();
    return this.#amend(id, one => takeOut(one, component, { by, at, reason }));
  }

  /** Earlier releases that a component can go back to. */
  async rollbacks(
    component: string,
    environmentName: string,
    cluster?: string,
  ): Promise<RollbackCandidatesResponse> {
    const { snapshot } = this.#options.resolver;
    const environment = environmentOf(snapshot, environmentName);
    const overlay = overlaysIn(snapshot, component, environment).find(
      ({ clusters }) => cluster === undefined || clusters.includes(cluster),
    );
    if (!overlay) {
      throw new NotFoundError(
        `${component} does not run in ${environmentName}${cluster === undefined ? '' : ` on ${cluster}`}`,
      );
    }
    const { path, indexed } = overlay;
    const log = await this.#options.changes.ofOverlay(path, MAX_CHANGES);
    const present = releaseVersion(indexed.images);
    return {
      ...(present !== undefined && { present }),
      candidates: rollbackCandidates(log, path, artefactsOf(indexed.images)),
    };
  }

  async #stored(id: string): Promise<StoredPromotion> {
    const stored = await this.#options.store.get(id);
    if (!stored) {
      throw new NotFoundError(`There is no promotion ${id}; check its id`);
    }
    return stored;
  }

  async #amend(
    id: string,
    change: (promotion: Promotion) => Promotion,
  ): Promise<PromotionDetail> {
    const { store, onChange, now } = this.#options;
    const stored = await store.amend(id, change, now());
    onChange(stored.promotion);
    return this.#detail(stored);
  }

  async #detail(stored: StoredPromotion): Promise<PromotionDetail> {
    const { store, gates, planner } = this.#options;
    const { promotion, progress } = stored;
    const { verdict, plan, problem } = progress;
    const waits = isBeforeMerge(promotion.state);
    const known = waits ? progress.gates : [];
    return {
      promotion,
      // Nobody looked yet.
      gates:
        waits && known.length === 0
          ? await gates.look(promotion, {
              verdict: planner ? verdict : UNPLANNED,
            })
          : known,
      behind:
        promotion.state === 'requested'
          ? (await store.ahead(stored)).map(({ id }) => id)
          : [],
      ...(verdict && { verdict }),
      ...(plan !== undefined && !promotion.pullRequest && { plan }),
      ...(problem !== undefined && { problem }),
    };
  }

  async #plan({ changes }: ResolvedRequest): Promise<Plan | undefined> {
    const { planner, logger } = this.#options;
    try {
      return await planner?.planFiles({
        files: changes.map(({ path, after }) => ({ path, content: after })),
      });
    } catch (error) {
      // The rest of the preview is worth having, and the gate says that the plan is missing.
      logger.warn('A promotion was not planned ahead', toError(error));
      return undefined;
    }
  }
}

/** What was bad must not come back by itself. */
function holdsOf(promotion: Promotion): Hold[] {
  if (promotion.kind !== 'rollback') {
    return [];
  }
  const { parts, environment, reason, requestedBy, requestedAt } = promotion;
  const [{ component, from = 'its release' }] = parts;
  const why = reason === undefined ? '' : `: ${reason}`;
  return [
    {
      component,
      environment,
      reason: `Rollback of ${from}${why}`.slice(0, 500),
      by: requestedBy,
      at: requestedAt,
    },
  ];
}
