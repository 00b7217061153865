import { type Promotion, promotionSchema } from '@slipway/plugin-gitops-common';
import type { Knex } from 'knex';
import { progressSchema, type StoredPromotion } from './progress';

/** Tables of promotions. */
export const TABLES = {
  promotions: 'promotions',
  overlays: 'promotion_overlays',
  locks: 'promotion_locks',
} as const;

/** A row of `promotions`. */
export interface PromotionRow {
  seq: number;
  repository: string;
  id: string;
  environment: string;
  kind: string;
  state: string;
  content: string;
  progress: string;
  version: number;
  has_branch: boolean | number;
  attempts: number;
  due_at: Date | null;
  claim: string | null;
  claimed_until: Date | null;
  updated_at: Date;
}

/** A row of `promotion_overlays`. */
export interface OverlayRow {
  promotion: number;
  component: string;
  overlay: string;
  live: boolean | number;
}

/** Reads a row. */
export function toStored(row: PromotionRow): StoredPromotion {
  return {
    seq: row.seq,
    version: row.version,
    promotion: promotionSchema.parse(JSON.parse(row.content)),
    progress: progressSchema.parse(JSON.parse(row.progress)),
    hasBranch: Boolean(row.has_branch),
    attempts: row.attempts,
  };
}

/** The columns that follow from a record. */
export function recordColumns(promotion: Promotion) {
  return { state: promotion.state, content: JSON.stringify(promotion) };
}

/** Takes note of what was taken out since. */
export async function writeOverlays(
  trx: Knex,
  seq: number,
  before: Promotion,
  after: Promotion,
): Promise<void> {
  const out = after.parts
    .filter(
      ({ takenOut }, at) =>
        takenOut !== undefined && before.parts[at].takenOut === undefined,
    )
    .map(({ overlay }) => overlay);
  if (out.length > 0) {
    await trx<OverlayRow>(TABLES.overlays)
      .where({ promotion: seq })
      .whereIn('overlay', out)
      .update({ live: false });
  }
}
