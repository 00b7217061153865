import type { Knex } from 'knex';

/** Longer than any of these transactions takes, and less than a lease. Milliseconds. */
const LONGEST_SILENCE_MS = 10_000;

/** Whether the database is one that processes share. */
export function isPostgres(knex: Knex): boolean {
  return knex.client.config.client === 'pg';
}

/**
 * Runs a transaction. If its process is paused in the middle of it, PostgreSQL ends it, so that no row stays locked
 * for those who go on.
 */
export function briefTransaction<T>(
  knex: Knex,
  work: (trx: Knex.Transaction) => Promise<T>,
  longestSilenceMs: number = LONGEST_SILENCE_MS,
): Promise<T> {
  return knex.transaction(async trx => {
    if (isPostgres(trx)) {
      await trx.raw(
        `set local idle_in_transaction_session_timeout = ${Math.trunc(longestSilenceMs)}`,
      );
    }
    return work(trx);
  });
}
