import { TestDatabases } from '@backstage/backend-test-utils';
import type { ComputedPlan, Plan } from '@slipway/plugin-gitops-common';
import { applyMigrations } from '../../database/applyMigrations';
import { PlanStore } from './PlanStore';
import { RenderCacheStore } from './RenderCacheStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18', 'POSTGRES_16'],
  disableDocker: true,
});

const OVERLAY = 'apps/shop/overlays/prod';
const MANIFESTS = [{ id: '/Service/shop-prod/app', after: 'kind: Service\n' }];

function computed(id: string, createdAt: string): ComputedPlan {
  const plan: Plan = {
    id,
    base: 'b'.repeat(40),
    createdAt,
    verdict: { level: 'safe', reasons: [] },
    overlays: [],
    untouched: 3,
    projects: [],
    findings: [],
    otherFiles: ['README.md'],
  };
  return { plan, manifests: new Map([[OVERLAY, MANIFESTS]]) };
}

describe.each(databases.eachSupportedId())('database %s', id => {
  const connect = async () => {
    const knex = await databases.init(id);
    await applyMigrations({ getClient: async () => knex });
    return knex;
  };

  it('keeps a plan and the manifests of each overlay, however often it is saved', async () => {
    const store = new PlanStore(await connect());
    const one = computed('one', '2026-01-01T00:00:00.000Z');
    await Promise.all(Array.from({ length: 5 }, () => store.save(one)));
    expect(await store.plan('one')).toEqual(one.plan);
    expect(await store.manifests('one', OVERLAY)).toEqual(MANIFESTS);
    expect(await store.manifests('one', 'apps/a/overlays/b')).toBeUndefined();
    expect(await store.plan('two')).toBeUndefined();
  });

  it('ignores a plan that it cannot read, until it is made anew', async () => {
    const knex = await connect();
    const store = new PlanStore(knex);
    const one = computed('one', '2026-01-01T00:00:00.000Z');
    await store.save(one);
    await knex('plans').update({ content: Buffer.from('broken') });
    expect(await store.plan('one')).toBeUndefined();
    await store.save(one);
    expect(await store.plan('one')).toEqual(one.plan);
  });

  it('keeps plans of more overlays than one statement takes', async () => {
    const store = new PlanStore(await connect());
    const one = computed('one', '2026-01-01T00:00:00.000Z');
    const paths = Array.from(
      { length: 450 },
      (_, index) => `apps/c${index}/overlays/dev`,
    );
    const manifests = new Map(paths.map(path => [path, MANIFESTS]));
    await store.save({ ...one, manifests });
    expect(await store.manifests('one', paths[449])).toEqual(MANIFESTS);
  });

  it('forgets old plans, and all but the newest, with their manifests', async () => {
    const knex = await connect();
    const store = new PlanStore(knex);
    for (const day of [1, 2, 3, 4]) {
      await store.save(computed(`day ${day}`, `2026-01-0${day}T00:00:00.000Z`));
    }
    await store.prune({ before: new Date('2026-01-02T00:00:00Z'), keep: 2 });
    const left = await knex('plans').distinct('id').orderBy('id').pluck('id');
    expect(left).toEqual(['day 3', 'day 4']);
    expect(await store.manifests('day 2', OVERLAY)).toBeUndefined();
  });

  it('forgets of the cache what nobody asks for', async () => {
    let now = new Date('2026-01-01T00:00:00Z');
    const cache = new RenderCacheStore(await connect(), () => now);
    await cache.set('asked', 'one');
    await cache.set('asked', 'two');
    await cache.set('left', 'three');
    now = new Date('2026-01-03T00:00:00Z');
    expect(await cache.getAll(['asked', 'absent'])).toEqual(
      new Map([['asked', 'two']]),
    );
    await cache.prune(new Date('2026-01-02T00:00:00Z'));
    expect(await cache.get('asked')).toBe('two');
    expect(await cache.get('left')).toBeUndefined();
  });
});
