import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDeferred } from '@backstage/types';
import knexFactory, { type Knex } from 'knex';
import { applyMigrations } from '../../database/applyMigrations';
import { PromotionPortal } from '../__testUtils__/promotionPortal';
import { briefTransaction } from '../store/briefTransaction';
import { TABLES } from '../store/rows';
import { TestPostgres } from './__testUtils__/TestPostgres';

jest.setTimeout(60_000);

describe('a replica that is paused in the middle of a transaction', () => {
  let directory: string;
  let postgres: TestPostgres;
  let knex: Knex;
  let portal: PromotionPortal;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'promotion-locks-'));
    postgres = await TestPostgres.start(directory);
    knex = knexFactory({
      client: 'pg',
      connection: postgres.database('postgres'),
      log: { warn: () => {} },
    });
    await applyMigrations({ getClient: async () => knex });
    portal = await PromotionPortal.start(knex, ['shop', 'cart']);
  });
  afterAll(async () => {
    await portal?.stop();
    // First, so that nothing waits for a transaction that a failure left open.
    await postgres?.stop();
    await knex?.destroy();
    await rm(directory, { recursive: true, force: true });
  });

  it('keeps its own promotion from nobody for long, and no other at all', async () => {
    await portal.request('shop', 'shop');
    await portal.request('cart', 'cart');
    const locked = createDeferred();
    const wakes = createDeferred();
    const paused = briefTransaction(
      knex,
      async trx => {
        await trx(TABLES.promotions).where({ id: 'shop' }).forUpdate();
        locked.resolve();
        await wakes;
      },
      3_000,
    );
    await locked;
    const engine = portal.replica();
    await engine.work();
    expect(await portal.stateOf('cart')).toBe('pull-request-open');
    expect(await portal.stateOf('shop')).toBe('requested');

    // Waits until PostgreSQL ends the transaction, and no longer.
    await knex(TABLES.promotions).where({ id: 'shop' }).forUpdate();
    await engine.work();
    expect(await portal.stateOf('shop')).toBe('pull-request-open');
    wakes.resolve();
    await expect(paused).rejects.toThrow();
  });
});
