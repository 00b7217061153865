import { randomUUID } from 'node:crypto';
import { isBeforeMerge, type Promotion } from '@slipway/plugin-gitops-common';
import type { Knex } from 'knex';
import { briefTransaction, isPostgres } from './briefTransaction';
import type { ClaimedPromotion, Progress } from './progress';
import {
  type PromotionRow,
  recordColumns,
  TABLES,
  toStored,
  writeOverlays,
} from './rows';

/** Other workers took every row that was seen; they work them off. */
const MAX_CLAIM_ATTEMPTS = 10;

/** Another worker has the promotion by now. */
export class LostClaimError extends Error {}

/** What a worker writes down. */
export interface PromotionChange {
  /** Applied to the record as it is by then. */
  promotion?(promotion: Promotion): Promotion;
  progress?: Partial<Progress>;
  hasBranch?: boolean;
}

/** Promotions as work that many replicas share. */
export class PromotionQueue {
  readonly #knex: Knex;
  readonly #repository: string;

  constructor(knex: Knex, repository: string) {
    this.#knex = knex;
    this.#repository = repository;
  }

  /**
   * Takes the promotion that waited longest; of many workers, one gets it.
   *
   * @returns undefined if none is due
   */
  async claim(
    now: Date,
    leaseMs: number,
  ): Promise<ClaimedPromotion | undefined> {
    const due = () =>
      this.#knex<PromotionRow>(TABLES.promotions)
        .where({ repository: this.#repository })
        .where('due_at', '<=', now)
        .where(free =>
          free.whereNull('claimed_until').orWhere('claimed_until', '<', now),
        );
    for (let attempt = 0; attempt < MAX_CLAIM_ATTEMPTS; attempt += 1) {
      const next = due().orderBy('due_at').orderBy('seq').first();
      // A row that a paused process keeps locked is no reason to wait for it.
      const row = await (isPostgres(this.#knex)
        ? next.forUpdate().skipLocked()
        : next);
      if (!row) {
        return undefined;
      }
      const claim = randomUUID();
      const taken = await due()
        .where({ seq: row.seq, version: row.version })
        .update({ claim, claimed_until: new Date(now.getTime() + leaseMs) });
      if (taken === 1) {
        return { ...toStored(row), claim };
      }
    }
    return undefined;
  }

  /** @returns false if another worker has it by now */
  async renew(
    { seq, claim }: ClaimedPromotion,
    now: Date,
    leaseMs: number,
  ): Promise<boolean> {
    const kept = await this.#knex<PromotionRow>(TABLES.promotions)
      .where({ seq, claim })
      .update({ claimed_until: new Date(now.getTime() + leaseMs) });
    return kept === 1;
  }

  /**
   * Writes down what was reached. Whoever waits for it is woken once it is merged or ended.
   *
   * @throws {@link LostClaimError}, and what the change of the record throws; then nothing is written
   */
  async change(
    claimed: ClaimedPromotion,
    change: PromotionChange,
    now: Date,
  ): Promise<ClaimedPromotion> {
    return briefTransaction(this.#knex, async trx => {
      const { seq, claim } = claimed;
      const row = await trx<PromotionRow>(TABLES.promotions)
        .where({ seq, claim })
        .forUpdate()
        .first();
      if (!row) {
        throw new LostClaimError(`Another worker has promotion ${seq}`);
      }
      const stored = toStored(row);
      const promotion =
        change.promotion?.(stored.promotion) ?? stored.promotion;
      const progress = { ...stored.progress, ...change.progress };
      const hasBranch = change.hasBranch ?? stored.hasBranch;
      // What somebody else changed meanwhile is looked at again: see `settle`.
      const version =
        stored.version === claimed.version ? claimed.version + 1 : -1;
      await trx<PromotionRow>(TABLES.promotions)
        .where({ seq })
        .update({
          ...recordColumns(promotion),
          progress: JSON.stringify(progress),
          has_branch: hasBranch,
          version: stored.version + 1,
          updated_at: now,
        });
      await writeOverlays(trx, seq, stored.promotion, promotion);
      if (
        !isBeforeMerge(promotion.state) &&
        (isBeforeMerge(stored.promotion.state) ||
          (stored.hasBranch && !hasBranch))
      ) {
        await this.#wakeBehind(trx, seq, promotion, now);
      }
      return { ...stored, promotion, progress, hasBranch, version, claim };
    });
  }

  /** Lets go of a promotion until it is due again. One that was changed meanwhile is due at once. */
  async settle(
    { seq, claim, version }: ClaimedPromotion,
    { dueAt, attempts }: { dueAt: Date | undefined; attempts: number },
    now: Date,
  ): Promise<void> {
    const mine = () =>
      this.#knex<PromotionRow>(TABLES.promotions).where({ seq, claim });
    const free = { claim: null, claimed_until: null, attempts };
    const settled = await mine()
      .where({ version })
      .update({ ...free, due_at: dueAt ?? null });
    if (settled === 0) {
      await mine().update({ ...free, due_at: now });
    }
  }

  async #wakeBehind(
    trx: Knex,
    seq: number,
    { parts }: Promotion,
    now: Date,
  ): Promise<void> {
    const behind = trx(TABLES.overlays)
      .whereIn(
        'overlay',
        parts.map(({ overlay }) => overlay),
      )
      .where('promotion', '>', seq)
      .select('promotion');
    await trx<PromotionRow>(TABLES.promotions)
      .where({ state: 'requested' })
      .whereIn('seq', behind)
      .update({ due_at: now, version: trx.raw('version + 1') });
  }
}
