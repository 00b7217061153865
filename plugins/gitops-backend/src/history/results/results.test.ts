import { TestDatabases } from '@backstage/backend-test-utils';
import type {
  Observation,
  ObservedApplication,
  VersionChange,
} from '@slipway/plugin-gitops-common';
import { applyMigrations } from '../../database/applyMigrations';
import { versionChange } from '../../testing/versionChange';
import { ChangeStore } from '../store/ChangeStore';
import { ResultWatcher, type SeenResult } from './ResultWatcher';
import { isOpen, resultOf } from './resultOf';
import type { Revisions } from './Revisions';
import { seenOf } from './SeenCluster';

jest.setTimeout(60_000);

const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18', 'POSTGRES_16'],
  disableDocker: true,
});
const AT = '2026-11-20T10:00:00.000Z';
const LATER = '2026-11-20T10:05:00.000Z';
const change = versionChange({ at: AT });

const application = (other: Partial<ObservedApplication> = {}) => ({
  name: 'shop-prod',
  component: 'shop',
  environment: 'prod',
  sync: 'Synced' as const,
  health: 'Healthy' as const,
  revision: change.commit,
  images: [],
  ...other,
});
const observed = (
  other: Partial<ObservedApplication> = {},
  observedAt = LATER,
): Observation => ({
  status: 'observed',
  observedAt,
  applications: [
    application({ environment: 'dev', health: 'Degraded' }),
    application(other),
  ],
});
const includes = async (revision: string) => revision !== 'older';

describe('resultOf', () => {
  it.each<[string, Partial<ObservedApplication>, string]>([
    ['synced and healthy', {}, 'healthy'],
    ['synced with a later commit', { revision: 'later' }, 'healthy'],
    ['healthy with an older commit', { revision: 'older' }, 'nothing'],
    ['of no known revision', { revision: undefined }, 'nothing'],
    ['on the way', { health: 'Progressing' }, 'nothing'],
    ['syncing', { operation: 'Running', health: 'Degraded' }, 'nothing'],
    ['seen and not synced', { sync: 'OutOfSync' }, 'nothing'],
    [
      'degraded by what ran before',
      { sync: 'OutOfSync', health: 'Degraded' },
      'nothing',
    ],
    ['degraded', { health: 'Degraded', message: 'Bad' }, 'failed: Bad'],
    [
      'crashing before its deadline',
      {
        health: 'Progressing',
        failing: { pods: 1, example: 'shop-1', message: 'CrashLoopBackOff' },
      },
      'failed: CrashLoopBackOff',
    ],
    [
      'not to be synced',
      { sync: 'OutOfSync', operation: 'Failed', message: 'Refused' },
      'failed: Refused',
    ],
  ])('of an Application that is %s', async (_what, facts, expected) => {
    const result = await resultOf(
      change,
      'yc',
      seenOf(observed(facts)),
      includes,
    );
    const said = result?.healthyAt
      ? 'healthy'
      : result && `failed: ${result.message}`;
    expect(said ?? 'nothing').toBe(expected);
    expect(result?.healthyAt ?? result?.failedAt ?? LATER).toBe(LATER);
  });

  it.each<
    [string, VersionChange['results'][string], 'healthy' | 'failing', string]
  >([
    ['a first failure', { healthyAt: AT }, 'failing', 'failedAt'],
    ['the same failure', { failedAt: AT }, 'failing', 'nothing'],
    [
      'a failure after one of seconds',
      { failedAt: AT, healthyAt: '2026-11-20T10:00:09.000Z' },
      'failing',
      'failedAt',
    ],
    [
      'a failure after one of ten minutes',
      { failedAt: '2026-11-20T09:00:00.000Z', healthyAt: AT },
      'failing',
      'nothing',
    ],
    ['health after a failure', { failedAt: AT }, 'healthy', 'healthyAt'],
    [
      'health again',
      { healthyAt: '2026-11-20T09:59:00.000Z', failedAt: AT },
      'healthy',
      'recoveredAt',
    ],
    [
      'health as before',
      { failedAt: AT, healthyAt: '2026-11-20T10:01:00.000Z' },
      'healthy',
      'nothing',
    ],
  ])('takes for news: %s', async (_what, known, state, news) => {
    const result = await resultOf(
      { ...change, results: { yc: known } },
      'yc',
      seenOf(observed(state === 'healthy' ? {} : { health: 'Degraded' })),
      includes,
    );
    expect(Object.keys(result ?? { nothing: true })[0]).toBe(news);
  });

  it('says nothing of a cluster that does not answer, or that has no such Application', async () => {
    const away: Observation = {
      status: 'unreachable',
      reason: 'Away.',
      last: { observedAt: LATER, applications: [application()] },
    };
    const empty = { ...observed(), applications: [] } as Observation;
    for (const observation of [away, empty, undefined]) {
      expect(
        await resultOf(change, 'yc', seenOf(observation), includes),
      ).toBeUndefined();
    }
  });
});

describe('isOpen', () => {
  it('waits for health, then for a day for a failure', () => {
    const open = (
      result: VersionChange['results'][string] | undefined,
      now: string,
      kind: VersionChange['kind'] = 'promotion',
    ) =>
      isOpen(
        versionChange({ kind, at: AT, results: result ? { yc: result } : {} }),
        'yc',
        new Date(now),
      );
    expect(open(undefined, '2027-01-01T00:00:00Z')).toBe(true);
    expect(open({ failedAt: AT }, LATER)).toBe(true);
    expect(open({ healthyAt: AT }, LATER)).toBe(true);
    expect(open({ healthyAt: AT }, '2026-11-21T10:00:00Z')).toBe(false);
    const failing = { healthyAt: AT, failedAt: LATER };
    expect(open(failing, '2027-01-01T00:00:00Z')).toBe(true);
    const over = { ...failing, recoveredAt: '2026-11-20T10:06:00Z' };
    expect(open(over, LATER)).toBe(true);
    expect(open(over, '2026-11-21T10:00:00Z')).toBe(false);
    expect(open(undefined, LATER, 'removal')).toBe(false);
  });
});

describe.each(databases.eachSupportedId())('ResultWatcher on %s', id => {
  async function setUp(
    changes: VersionChange[],
    revisions: Pick<Revisions, 'includes'> = { includes },
  ) {
    const knex = await databases.init(id);
    await applyMigrations({ getClient: async () => knex });
    const store = new ChangeStore(knex, {
      repository: 'https://forge.example.com/acme/infra',
      branch: 'main',
    });
    await store.advance(undefined, 'c', changes);
    const seen: SeenResult[] = [];
    const at: Record<string, Observation> = {};
    const watcher = () =>
      new ResultWatcher({
        store,
        clusters: ['yc', 'vk'].map(cluster => ({
          cluster,
          read: async () => at[cluster],
        })),
        revisions,
        onResults: results => seen.push(...results),
        now: () => new Date(LATER),
      });
    return { store, at, seen, watcher };
  }

  it('keeps the first time of each kind, and tells of it once, however many look', async () => {
    const { store, at, seen, watcher } = await setUp([change]);
    at.yc = observed();
    at.vk = observed({ health: 'Degraded', message: 'Bad' });
    await Promise.all([watcher().look(), watcher().look(), watcher().look()]);
    at.yc = observed({}, '2026-11-20T11:00:00.000Z');
    at.vk = observed({}, '2026-11-20T11:00:00.000Z');
    await watcher().look();
    const [entry] = await store.newest({}, 1);
    expect(entry.results).toEqual({
      yc: { healthyAt: LATER },
      vk: {
        failedAt: LATER,
        message: 'Bad',
        healthyAt: '2026-11-20T11:00:00.000Z',
      },
    });
    expect(seen.map(one => [one.cluster, Object.keys(one.seen)])).toEqual(
      expect.arrayContaining([
        ['yc', ['healthyAt']],
        ['vk', ['failedAt', 'message']],
        ['vk', ['healthyAt']],
      ]),
    );
    expect(seen).toHaveLength(3);
  });

  it('does not look any more at what is settled', async () => {
    const removal = versionChange({
      at: AT,
      kind: 'removal',
      component: 'gone',
    });
    const { store } = await setUp([change, removal]);
    const unsettled = async (healthyAfter: string) =>
      (await store.unsettled(new Date(healthyAfter))).length;
    expect(await unsettled(AT)).toBe(1);
    const [{ seq }] = await store.unsettled(new Date(AT));
    await store.addResult(seq, 'yc', { healthyAt: LATER });
    expect(await unsettled(LATER)).toBe(1);
    await store.addResult(seq, 'vk', { healthyAt: LATER });
    expect(await unsettled(AT)).toBe(1);
    expect(await unsettled(LATER)).toBe(0);
    const failed = '2026-11-20T10:06:00.000Z';
    await store.addResult(seq, 'vk', { failedAt: failed });
    expect(await unsettled(LATER)).toBe(1);
    await store.addResult(seq, 'vk', { recoveredAt: failed });
    expect(await unsettled(LATER)).toBe(0);
  });

  it('keeps a failure until another one comes after it was over', async () => {
    const { store } = await setUp([change]);
    const [{ seq }] = await store.unsettled(new Date(AT));
    const moment = (minute: number) =>
      new Date(Date.parse(AT) + minute * 60_000).toISOString();
    const add = (result: VersionChange['results'][string]) =>
      store.addResult(seq, 'yc', result);
    expect(await add({ healthyAt: moment(1) })).toBe(true);
    expect(await add({ failedAt: moment(2), message: 'A' })).toBe(true);
    expect(await add({ failedAt: moment(3), message: 'B' })).toBe(false);
    expect(await add({ recoveredAt: moment(4) })).toBe(true);
    expect(await add({ recoveredAt: moment(5) })).toBe(false);
    const results = async () => (await store.newest({}, 1))[0].results.yc;
    const first = { healthyAt: moment(1), failedAt: moment(2), message: 'A' };
    expect(await results()).toEqual({ ...first, recoveredAt: moment(4) });
    expect(await add({ failedAt: moment(6), message: 'C' })).toBe(true);
    expect(await results()).toEqual({
      ...first,
      failedAt: moment(6),
      message: 'C',
    });
  });

  it('asks Git once a look for a revision that it does not have yet', async () => {
    const asked = jest.fn(async () => undefined);
    const { store, at, watcher } = await setUp([change], { includes: asked });
    at.yc = observed({ revision: 'later' });
    at.vk = observed({ revision: 'later' });
    await watcher().look();
    expect(asked).toHaveBeenCalledTimes(1);
    await watcher().look();
    expect(asked).toHaveBeenCalledTimes(2);
    expect((await store.newest({}, 1))[0].results).toEqual({});
  });

  it('looks at the newest change of each overlay only', async () => {
    const newer = versionChange({ at: LATER, commit: 'b'.repeat(40) });
    const { store, at, watcher } = await setUp([change, newer]);
    at.yc = observed();
    at.vk = observed();
    await watcher().look();
    const [first, second] = await store.newest({}, 2);
    expect(Object.keys(first.results)).toEqual(['vk', 'yc']);
    expect(second.results).toEqual({});
  });
});
