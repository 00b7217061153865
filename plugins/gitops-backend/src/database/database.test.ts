import { TestDatabases } from '@backstage/backend-test-utils';
import { applyMigrations } from './applyMigrations';
import { SnapshotStore } from './SnapshotStore';
import { WebhookDeliveries } from './WebhookDeliveries';

jest.setTimeout(60_000);

const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18', 'POSTGRES_16'],
  disableDocker: true,
});

describe.each(databases.eachSupportedId())('database %s', id => {
  const connect = async () => {
    const knex = await databases.init(id);
    await applyMigrations({ getClient: async () => knex });
    return knex;
  };

  it('accepts a delivery once, however many arrive at a time', async () => {
    const deliveries = new WebhookDeliveries(await connect());
    const now = new Date();
    const accepted = await Promise.all(
      Array.from({ length: 10 }, () => deliveries.accept('one', now)),
    );
    expect(accepted.filter(Boolean)).toHaveLength(1);
    expect(await deliveries.accept('two', now)).toBe(true);
  });

  it('forgets old deliveries only', async () => {
    const deliveries = new WebhookDeliveries(await connect());
    await deliveries.accept('old', new Date('2026-01-01T00:00:00Z'));
    await deliveries.accept('new', new Date('2026-01-03T00:00:00Z'));
    await deliveries.forgetBefore(new Date('2026-01-02T00:00:00Z'));
    expect(await deliveries.accept('new', new Date())).toBe(false);
    expect(await deliveries.accept('old', new Date())).toBe(true);
  });

  it('keeps one snapshot a branch, and ignores one that it cannot read', async () => {
    const knex = await connect();
    const store = new SnapshotStore(knex);
    const key = { repository: 'https://example.com/a/b', branch: 'main' };
    const snapshot = {
      commit: 'c1',
      committedAt: '2026-01-01T00:00:00Z',
      environments: {
        apiVersion: 'slipway.dev/v1alpha1' as const,
        kind: 'Environments' as const,
        environments: [
          {
            name: 'dev',
            clusters: ['yc'],
            sync: { automated: true, prune: true, selfHeal: true },
          },
        ],
        clusters: [{ name: 'yc' }],
      },
      components: {},
      fileProblems: [],
    };
    expect(await store.load(key)).toBeUndefined();
    await store.save(key, snapshot);
    await store.save(key, { ...snapshot, commit: 'c2' });
    expect(await store.load(key)).toEqual({ ...snapshot, commit: 'c2' });
    expect(await store.load({ ...key, branch: 'next' })).toBeUndefined();
    await knex('snapshots').update({ content: '{"commit":' });
    expect(await store.load(key)).toBeUndefined();
  });

  it('can be migrated down again', async () => {
    const knex = await connect();
    await knex.migrate.rollback(
      { directory: `${__dirname}/../../migrations` },
      true,
    );
    for (const table of [
      'webhook_deliveries',
      'snapshots',
      'plans',
      'render_cache',
    ]) {
      expect(await knex.schema.hasTable(table)).toBe(false);
    }
  });
});
