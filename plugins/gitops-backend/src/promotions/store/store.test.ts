import { TestDatabases } from '@backstage/backend-test-utils';
import { advance, type Promotion } from '@slipway/plugin-gitops-common';
import { applyMigrations } from '../../database/applyMigrations';
import { HoldStore } from '../../holds/HoldStore';
import { part, promotion } from '../__testUtils__/promotion';
import { LostClaimError, PromotionQueue } from './PromotionQueue';
import { PromotionStore } from './PromotionStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18', 'POSTGRES_16'],
  disableDocker: true,
});

const REPOSITORY = 'https://forge.example.com/a/b';
const at = '2026-11-20T11:00:00.000Z';

describe.each(databases.eachSupportedId())('promotions with %s', id => {
  let clock: number;
  let holds: HoldStore;
  let store: PromotionStore;
  let queue: PromotionQueue;
  const now = () => new Date(clock);

  beforeEach(async () => {
    const knex = await databases.init(id);
    await applyMigrations({ getClient: async () => knex });
    clock = Date.parse(at);
    holds = new HoldStore(knex, REPOSITORY);
    store = new PromotionStore(knex, REPOSITORY, holds);
    queue = new PromotionQueue(knex, REPOSITORY);
  });

  const place = (one: Promotion) => store.place(one, [], now());
  const statesOf = async () => {
    const { stored } = await store.list({ limit: 100 });
    return stored.map(one => [one.promotion.id, one.promotion.state]);
  };

  it('lets one of many requests of an overlay stand, however they race', async () => {
    const requests = Array.from({ length: 20 }, (_, number) =>
      promotion({ id: `p${number}`, parts: [part('shop', `2.0.${number}`)] }),
    );
    const placed = await Promise.all(requests.map(place));
    expect(placed.every(({ created }) => created)).toBe(true);
    const states = await statesOf();
    expect(states.filter(([, state]) => state === 'requested')).toHaveLength(1);
    expect(states.filter(([, state]) => state === 'superseded')).toHaveLength(
      19,
    );
  });

  it('takes the same request once, and has overlays of their own beside it', async () => {
    const same = Array.from({ length: 5 }, (_, number) =>
      place(promotion({ id: `same-${number}` })),
    );
    const other = place(promotion({ id: 'other', parts: [part('cart')] }));
    const placed = await Promise.all(same);
    expect(placed.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(placed.map(one => one.stored.promotion.id)).size).toBe(1);
    expect((await other).created).toBe(true);
  });

  it('rolls back out of a train, holds what it rolled back, and lets a train finish', async () => {
    const parts = [part('shop'), part('cart')];
    await place(promotion({ id: 'train', kind: 'train', parts }));
    const { stored: waits } = await place(
      promotion({ id: 'waits', parts: [part('cart', '9.0.0')] }),
    );
    expect((await store.ahead(waits)).map(one => one.id)).toEqual(['train']);
    const hold = {
      component: 'shop',
      environment: 'prod',
      reason: 'Rollback of 1.5.0',
      by: 'user:default/anna',
      at,
    };
    const { stored: back } = await store.place(
      promotion({ id: 'back', kind: 'rollback', parts: [part('shop', '1.0')] }),
      [hold],
      now(),
    );
    expect(await store.ahead(back)).toEqual([]);
    expect(await holds.list('shop')).toEqual([hold]);
    const train = await store.get('train');
    expect(train?.promotion.parts.map(one => one.takenOut?.by)).toEqual([
      'user:default/anna',
      undefined,
    ]);

    let [first] = [await queue.claim(now(), 1_000)];
    expect(first?.promotion.id).toBe('train');
    first = first && (await queue.change(first, { hasBranch: true }, now()));
    const cancel = { state: 'cancelled', at, message: 'No' } as const;
    await store.amend('train', one => advance(one, cancel), now());
    // Its branch is still there.
    expect((await store.ahead(waits)).map(one => one.id)).toEqual(['train']);
    if (first) {
      await queue.change(first, { hasBranch: false }, now());
    }
    expect(await store.ahead(waits)).toEqual([]);
  });

  it('gives work to one of many, takes it from who is paused, and writes nothing of theirs', async () => {
    await place(promotion());
    const claims = await Promise.all(
      Array.from({ length: 5 }, () => queue.claim(now(), 30_000)),
    );
    const [paused] = claims.filter(one => one !== undefined);
    expect(claims.filter(Boolean)).toHaveLength(1);
    clock += 31_000;
    const next = await queue.claim(now(), 30_000);
    if (!paused || !next) {
      throw new Error('nothing was claimed');
    }
    const step = { state: 'branch', at } as const;
    const branch = (one: Promotion) => advance(one, step);
    await expect(
      queue.change(paused, { promotion: branch }, now()),
    ).rejects.toThrow(LostClaimError);
    expect(await queue.renew(paused, now(), 30_000)).toBe(false);
    const changed = await queue.change(next, { promotion: branch }, now());
    await queue.settle(changed, { dueAt: undefined, attempts: 0 }, now());
    expect(await queue.claim(now(), 30_000)).toBeUndefined();
    expect((await store.get('p1'))?.promotion.state).toBe('branch');
  });

  it('looks again at what somebody changed while it was worked on', async () => {
    await place(promotion());
    const claimed = await queue.claim(now(), 30_000);
    if (!claimed) {
      throw new Error('nothing was claimed');
    }
    const cancel = { state: 'cancelled', at, message: 'No' } as const;
    await store.amend('p1', one => advance(one, cancel), now());
    const branch = { state: 'branch', at } as const;
    await expect(
      queue.change(claimed, { promotion: one => advance(one, branch) }, now()),
    ).rejects.toThrow('is cancelled');
    await queue.settle(claimed, { dueAt: undefined, attempts: 0 }, now());
    expect((await queue.claim(now(), 30_000))?.promotion.state).toBe(
      'cancelled',
    );
  });

  it('lists by component, environment and state, page by page', async () => {
    for (const name of ['a', 'b', 'c']) {
      await place(promotion({ id: name, parts: [part(name)] }));
    }
    const first = await store.list({ limit: 2 });
    expect(first.stored.map(one => one.promotion.id)).toEqual(['c', 'b']);
    const second = await store.list({ limit: 2, cursor: first.next });
    expect(second.stored.map(one => one.promotion.id)).toEqual(['a']);
    expect(second.next).toBeUndefined();
    const ids = async (query: object) =>
      (await store.list({ limit: 9, ...query })).stored.map(
        one => one.promotion.id,
      );
    expect(await ids({ component: 'b' })).toEqual(['b']);
    expect(await ids({ environment: 'dev' })).toEqual([]);
    expect(await ids({ state: 'open' })).toHaveLength(3);
    expect(await ids({ state: 'ended' })).toEqual([]);
    expect(await ids({ state: 'merged' })).toEqual([]);
  });

  it('holds once, and lets go once', async () => {
    const hold = {
      component: 'shop',
      environment: 'prod',
      reason: 'Look first',
      by: 'user:default/anna',
      at,
    };
    expect(await holds.hold(hold)).toBe(true);
    expect(await holds.hold({ ...hold, reason: 'Me too' })).toBe(false);
    expect(await holds.list()).toEqual([hold]);
    expect(await holds.release('shop', 'prod')).toBe(true);
    expect(await holds.release('shop', 'prod')).toBe(false);
  });
});
