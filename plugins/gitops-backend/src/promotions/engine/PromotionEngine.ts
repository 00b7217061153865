import { toError } from '@backstage/errors';
import {
  isBeforeMerge,
  isEnded,
  type PromotionState,
} from '@slipway/plugin-gitops-common';
import { ForgeQuotaError } from '@slipway/plugin-gitops-node';
import { coalesce } from '../../reviews/coalesce';
import { retryDelay } from '../../reviews/retryDelay';
import type { ClaimedPromotion } from '../store/progress';
import { LostClaimError } from '../store/PromotionQueue';
import { follow } from './follow';
import { makeBranch, makeCommit, propose } from './propose';
import { type EngineParts, type Next, PromotionWork } from './PromotionWork';
import { review } from './review';

/** A worker that died is replaced after this. Milliseconds. */
const LEASE_MS = 30_000;
/** A promotion goes on soon after an outage, however long that was. */
const LONGEST_PAUSE_MS = 60_000;
/** So that one that takes long does not keep the others waiting. */
const SIDE_BY_SIDE = 4;
const MAX_PROBLEM = 500;

type Step = (work: PromotionWork) => Promise<Next>;

/** What is done next in each state. */
const STEPS: Partial<Record<PromotionState, Step>> = {
  requested: makeBranch,
  branch: makeCommit,
  committed: propose,
  'pull-request-open': review,
  merged: follow,
  synced: follow,
};

/**
 * Brings promotions forward, each step written down before the next, beside what other replicas do. Whatever a
 * worker that died had done on the forge is found again by the one that goes on.
 */
export class PromotionEngine {
  /** Begins what is due, and goes on by itself until nothing is. */
  readonly start = coalesce(() => this.#start());
  /** Finds out which pull requests changed. Asked for in a storm, it runs twice. */
  readonly look = coalesce(() => this.#look());
  readonly #parts: EngineParts;
  readonly #leaseMs: number;
  readonly #running = new Set<Promise<void>>();

  constructor(parts: EngineParts, options: { leaseMs?: number } = {}) {
    this.#parts = parts;
    this.#leaseMs = options.leaseMs ?? LEASE_MS;
  }

  /** Works off all that is due. */
  async work(): Promise<void> {
    do {
      await this.start();
      await Promise.all(this.#running);
    } while (this.#running.size > 0);
  }

  async #start(): Promise<void> {
    const { queue, logger, now } = this.#parts;
    while (this.#running.size < SIDE_BY_SIDE) {
      const claimed = await queue.claim(now(), this.#leaseMs);
      if (!claimed) {
        return;
      }
      const report = (error: unknown) =>
        logger.error('Promotions are held up', toError(error));
      const task = this.#take(claimed)
        .catch(report)
        .finally(() => {
          this.#running.delete(task);
          this.start().catch(report);
        });
      this.#running.add(task);
    }
  }

  async #take(claimed: ClaimedPromotion): Promise<void> {
    const { queue, logger, now } = this.#parts;
    const work = new PromotionWork(this.#parts, claimed);
    const renewal = setInterval(() => {
      queue
        .renew(claimed, now(), this.#leaseMs)
        .catch(error =>
          logger.warn('A promotion’s lease was not renewed', toError(error)),
        );
    }, this.#leaseMs / 3);
    try {
      const next = await this.#steps(work);
      const dueAt = next === 'never' ? undefined : this.#in(next.afterMs);
      await queue.settle(work.claimed, { dueAt, attempts: 0 }, now());
    } catch (error) {
      await this.#failed(work, toError(error)).catch(lost =>
        this.#lost(work, toError(lost)),
      );
    } finally {
      clearInterval(renewal);
    }
  }

  async #steps(work: PromotionWork): Promise<Exclude<Next, 'again'>> {
    for (;;) {
      const { state } = work.promotion;
      if (work.claimed.hasBranch && !isBeforeMerge(state)) {
        await cleanUp(work);
      }
      if (isEnded(state)) {
        return 'never';
      }
      const next = await (STEPS[state] ?? follow)(work);
      if (next !== 'again') {
        return next;
      }
    }
  }

  /** Whatever went wrong is tried again: what stands against a promotion for good is no error, but a state of it. */
  async #failed(work: PromotionWork, error: Error): Promise<void> {
    const { queue, logger, now } = this.#parts;
    const { id } = work.promotion;
    if (error instanceof LostClaimError) {
      throw error;
    }
    const problem = error.message.replace(/\s+/g, ' ').slice(0, MAX_PROBLEM);
    const attempts = work.claimed.attempts + 1;
    logger.warn(`Promotion ${id} is held up: ${problem}`);
    if (problem !== work.progress.problem) {
      await work.save({ progress: { problem } });
    }
    const pause = Math.min(retryDelay(attempts), LONGEST_PAUSE_MS);
    const dueAt = new Date(
      Math.max(
        this.#in(pause).getTime(),
        error instanceof ForgeQuotaError ? (error.retryAt?.getTime() ?? 0) : 0,
      ),
    );
    await queue.settle(work.claimed, { dueAt, attempts }, now());
  }

  /** Whoever was paused for long may have made a branch again that the one who went on had taken away. */
  async #lost(work: PromotionWork, error: Error): Promise<void> {
    if (!(error instanceof LostClaimError)) {
      throw error;
    }
    const { store, forge, logger } = this.#parts;
    const { id, branch } = work.promotion;
    logger.info(`Promotion ${id} goes on elsewhere: ${error.message}`);
    const stored = await store.get(id);
    if (stored && !stored.hasBranch && !isBeforeMerge(stored.promotion.state)) {
      const reason = `The promotion is ${stored.promotion.state}.`;
      await forge.proposals.withdraw({ branch, reason }, work.call());
    }
  }

  #in(milliseconds: number): Date {
    return new Date(this.#parts.now().getTime() + milliseconds);
  }

  async #look(): Promise<void> {
    const { store, forge, plans, ungated, now } = this.#parts;
    const open = await forge.listOpenPullRequests({
      signal: AbortSignal.timeout(15_000),
    });
    const planned = await plans.open();
    const promotions = await store.open();
    const branches = new Set(promotions.map(one => one.promotion.branch));
    const pulls = new Map(open.map(one => [one.number, one]));
    const ids = promotions.flatMap(({ promotion, progress }) => {
      const number = promotion.pullRequest?.number ?? 0;
      const same =
        pulls.get(number)?.updatedAt === progress.seen &&
        planned.get(number)?.verdict === progress.verdict?.level;
      return promotion.state !== 'pull-request-open' || same
        ? []
        : [promotion.id];
    });
    if (ids.length > 0) {
      await store.wake({ ids }, now());
    }
    await ungated.pass(open.filter(({ branch }) => !branches.has(branch)));
  }
}

/** Takes the branch away that nobody needs any more. */
async function cleanUp(work: PromotionWork): Promise<void> {
  const { branch, state, history, supersededBy } = work.promotion;
  const reason =
    supersededBy === undefined
      ? (history.at(-1)?.message ?? `The promotion is ${state}.`)
      : 'Another release took the place of this one.';
  await work.parts.forge.proposals.withdraw({ branch, reason }, work.call());
  await work.save({ hasBranch: false });
}
