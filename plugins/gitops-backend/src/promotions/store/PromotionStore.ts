import { InputError, NotFoundError } from '@backstage/errors';
import {
  advance,
  type Hold,
  isBeforeMerge,
  isEnded,
  livePartsOf,
  placeRequest,
  type Placement,
  type Promotion,
  promotionStateSchema,
  type PromotionsQuery,
} from '@slipway/plugin-gitops-common';
import type { Knex } from 'knex';
import type { HoldStore } from '../../holds/HoldStore';
import { briefTransaction } from './briefTransaction';
import { insertPromotion, lockOverlays, withoutOverlays } from './placing';
import type { StoredPromotion } from './progress';
import {
  type OverlayRow,
  type PromotionRow,
  recordColumns,
  TABLES,
  toStored,
  writeOverlays,
} from './rows';

const STATES = promotionStateSchema.options;
const BEFORE_MERGE = STATES.filter(isBeforeMerge);
const OPEN = STATES.filter(state => !isEnded(state));

/** What became of a request. */
export interface Placed {
  stored: StoredPromotion;
  /** False if the same was asked for before. */
  created: boolean;
  /** Promotions that it ended. */
  superseded: Promotion[];
}

/** The records of promotions; shared by all replicas. */
export class PromotionStore {
  readonly #knex: Knex;
  readonly #repository: string;
  readonly #holds: Pick<HoldStore, 'hold'>;

  constructor(knex: Knex, repository: string, holds: Pick<HoldStore, 'hold'>) {
    this.#knex = knex;
    this.#repository = repository;
    this.#holds = holds;
  }

  /**
   * Writes a request down and does to others what it means for them, in one transaction. Requests of one overlay
   * take turns; those of others do not wait for them.
   *
   * @param holds - what it holds from then on
   */
  async place(
    promotion: Promotion,
    holds: readonly Hold[],
    now: Date,
  ): Promise<Placed> {
    const overlays = overlaysOf(promotion);
    return briefTransaction(this.#knex, async trx => {
      await lockOverlays(trx, this.#repository, overlays);
      const met = await this.#met(trx, overlays).forUpdate();
      const others = met.map(toStored);
      const placement = placeRequest(
        promotion,
        others.map(one => one.promotion),
      );
      if (placement.action === 'same') {
        return {
          stored: of(others, placement.id),
          created: false,
          superseded: [],
        };
      }
      const stored = await insertPromotion(
        trx,
        this.#repository,
        promotion,
        now,
      );
      const at = promotion.requestedAt;
      const ended = placement.supersedes.map(id => of(others, id));
      for (const one of ended) {
        const supersededBy = promotion.id;
        const step = { state: 'superseded', at, supersededBy } as const;
        await this.#write(trx, one, advance(one.promotion, step), now);
      }
      if (placement.action === 'start') {
        for (const { id, overlays: taken } of placement.takesOut) {
          const train = of(others, id);
          const without = withoutOverlays(train.promotion, taken, promotion);
          await this.#write(trx, train, without, now);
        }
      }
      for (const hold of holds) {
        await this.#holds.hold(hold, trx);
      }
      return {
        stored,
        created: true,
        superseded: ended.map(one => one.promotion),
      };
    });
  }

  /** What {@link PromotionStore.place} would do. */
  async preview(promotion: Promotion): Promise<Placement> {
    const rows = await this.#met(this.#knex, overlaysOf(promotion));
    return placeRequest(
      promotion,
      rows.map(row => toStored(row).promotion),
    );
  }

  /** @returns undefined if there is none */
  async get(id: string): Promise<StoredPromotion | undefined> {
    const row = await this.#rows(this.#knex).where({ id }).first();
    return row && toStored(row);
  }

  /**
   * A page, the newest first. Its cursor is an id, because a number would tell how many promotions there are.
   *
   * @throws `InputError` if there is no such promotion
   */
  async list({
    component,
    environment,
    state,
    limit,
    cursor,
  }: PromotionsQuery): Promise<{ stored: StoredPromotion[]; next?: string }> {
    const query = this.#rows(this.#knex)
      .orderBy('seq', 'desc')
      .limit(limit + 1);
    if (component !== undefined) {
      query.whereIn(
        'seq',
        this.#knex<OverlayRow>(TABLES.overlays)
          .where({ component })
          .select('promotion'),
      );
    }
    if (environment !== undefined) {
      query.where({ environment });
    }
    if (state === 'open' || state === 'ended') {
      query[state === 'open' ? 'whereIn' : 'whereNotIn']('state', OPEN);
    } else if (state !== undefined) {
      query.where({ state });
    }
    if (cursor !== undefined) {
      const last = await this.get(cursor);
      if (!last) {
        throw new InputError(
          `cursor: there is no promotion ${cursor}; begin with the first page`,
        );
      }
      query.where('seq', '<', last.seq);
    }
    const rows = await query;
    const page = rows.slice(0, limit);
    return {
      stored: page.map(toStored),
      ...(rows.length > limit && { next: page[page.length - 1].id }),
    };
  }

  /** Every promotion that something still has to happen to. */
  async open(): Promise<StoredPromotion[]> {
    const rows = await this.#rows(this.#knex).whereIn('state', OPEN);
    return rows.map(toStored);
  }

  /**
   * Promotions that one has to wait for: those that were there before it and are neither merged nor ended, and those
   * whose branch is not taken away yet.
   */
  async ahead({ seq, promotion }: StoredPromotion): Promise<Promotion[]> {
    const rows = await this.#rows(this.#knex)
      .where('seq', '<', seq)
      .whereIn('seq', this.#touching(this.#knex, overlaysOf(promotion)))
      .where(either =>
        either
          .whereIn('state', BEFORE_MERGE)
          .orWhere(ended =>
            ended
              .where({ has_branch: true })
              .whereIn('state', [
                'superseded',
                'failed',
                'refused',
                'cancelled',
              ]),
          ),
      );
    return rows.map(row => toStored(row).promotion);
  }

  /**
   * Changes a record for somebody, and has it looked at.
   *
   * @throws `NotFoundError` if there is none, and what `change` throws
   */
  async amend(
    id: string,
    change: (promotion: Promotion) => Promotion,
    now: Date,
  ): Promise<StoredPromotion> {
    return briefTransaction(this.#knex, async trx => {
      const row = await this.#rows(trx).where({ id }).forUpdate().first();
      if (!row) {
        throw new NotFoundError(`There is no promotion ${id}`);
      }
      const stored = toStored(row);
      const promotion = change(stored.promotion);
      await this.#write(trx, stored, promotion, now);
      return { ...stored, promotion, version: stored.version + 1 };
    });
  }

  /** Has promotions looked at soon, because something changed that they depend on. */
  async wake(
    which: { ids: readonly string[] } | { overlays: readonly string[] },
    now: Date,
  ): Promise<void> {
    const rows = this.#rows(this.#knex).whereIn('state', OPEN);
    await (
      'ids' in which
        ? rows.whereIn('id', which.ids)
        : rows.whereIn('seq', this.#touching(this.#knex, which.overlays))
    ).update({ due_at: now, version: this.#knex.raw('version + 1') });
  }

  #rows(knex: Knex): Knex.QueryBuilder<PromotionRow, PromotionRow[]> {
    return knex<PromotionRow>(TABLES.promotions).where({
      repository: this.#repository,
    });
  }

  #touching(knex: Knex, overlays: readonly string[]) {
    return knex<OverlayRow>(TABLES.overlays)
      .whereIn('overlay', overlays)
      .where({ live: true })
      .select('promotion');
  }

  #met(knex: Knex, overlays: readonly string[]) {
    return this.#rows(knex)
      .whereIn('state', BEFORE_MERGE)
      .whereIn('seq', this.#touching(knex, overlays))
      .orderBy('seq');
  }

  async #write(
    trx: Knex,
    before: StoredPromotion,
    after: Promotion,
    now: Date,
  ): Promise<void> {
    await trx<PromotionRow>(TABLES.promotions)
      .where({ seq: before.seq })
      .update({
        ...recordColumns(after),
        version: before.version + 1,
        due_at: now,
        updated_at: now,
      });
    await writeOverlays(trx, before.seq, before.promotion, after);
  }
}

function overlaysOf(promotion: Promotion): string[] {
  return livePartsOf(promotion).map(({ overlay }) => overlay);
}

function of(all: readonly StoredPromotion[], id: string): StoredPromotion {
  const found = all.find(one => one.promotion.id === id);
  if (!found) {
    throw new Error(`Promotion ${id} was not read`);
  }
  return found;
}
