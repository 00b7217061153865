import type { Promotion } from '@slipway/plugin-gitops-common';
import type { Knex } from 'knex';
import { progressSchema, type StoredPromotion } from './progress';
import {
  type OverlayRow,
  type PromotionRow,
  recordColumns,
  TABLES,
} from './rows';

/** Locks overlays until the transaction ends, in one order for everybody, so that no two wait for each other. */
export async function lockOverlays(
  trx: Knex,
  repository: string,
  overlays: readonly string[],
): Promise<void> {
  const rows = [...overlays].sort().map(overlay => ({ repository, overlay }));
  await trx(TABLES.locks)
    .insert(rows)
    .onConflict(['repository', 'overlay'])
    .ignore();
  await trx(TABLES.locks)
    .where({ repository })
    .whereIn('overlay', overlays)
    .orderBy('overlay')
    .forUpdate();
}

/** Writes a new record down, due at once. */
export async function insertPromotion(
  trx: Knex,
  repository: string,
  promotion: Promotion,
  now: Date,
): Promise<StoredPromotion> {
  const progress = progressSchema.parse({});
  const [{ seq }]: Pick<PromotionRow, 'seq'>[] = await trx<PromotionRow>(
    TABLES.promotions,
  )
    .insert({
      ...recordColumns(promotion),
      repository,
      id: promotion.id,
      environment: promotion.environment,
      kind: promotion.kind,
      progress: JSON.stringify(progress),
      due_at: now,
      updated_at: now,
    })
    .returning('seq');
  await trx<OverlayRow>(TABLES.overlays).insert(
    promotion.parts.map(({ component, overlay }) => ({
      promotion: seq,
      component,
      overlay,
      live: true,
    })),
  );
  return {
    seq,
    version: 0,
    promotion,
    progress,
    hasBranch: false,
    attempts: 0,
  };
}

/** A train without some of its overlays, because they are rolled back. */
export function withoutOverlays(
  train: Promotion,
  overlays: readonly string[],
  { id, requestedBy, requestedAt }: Promotion,
): Promotion {
  const takenOut = {
    by: requestedBy,
    at: requestedAt,
    reason: `Rolled back by ${id}`,
  };
  return {
    ...train,
    parts: train.parts.map(part =>
      overlays.includes(part.overlay) && part.takenOut === undefined
        ? { ...part, takenOut }
        : part,
    ),
  };
}
