import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { ConflictError } from '@backstage/errors';
import { PLAN_COMMENT_MARKER } from '@slipway/plugin-gitops-common';
import { applyMigrations } from '../database/applyMigrations';
import { FakeForge, forgePullRequest } from '../testing/FakeForge';
import { FakePlanner } from '../testing/FakePlanner';
import { DriftReader } from '../plan/drift/DriftReader';
import { planStateOf } from './planState';
import { PlanTeller } from './PlanTeller';
import { PullRequestPlanner } from './PullRequestPlanner';
import { PullRequestPlanStore } from './PullRequestPlanStore';
import { PullRequestQueue } from './PullRequestQueue';

jest.setTimeout(60_000);

const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18', 'POSTGRES_16'],
  disableDocker: true,
});

describe.each(databases.eachSupportedId())('plans with %s', id => {
  let clock: number;
  let base: string;
  let mainChanges: string[] | undefined;
  let ownChanges: string[];
  let forge: FakeForge;
  let planner: FakePlanner;
  let store: PullRequestPlanStore;
  let replica: PullRequestPlanner;

  const now = () => new Date(clock);
  const logger = mockServices.logger.mock();

  function startReplica() {
    return new PullRequestPlanner({
      planner,
      store,
      queue: new PullRequestQueue({
        forge,
        store,
        branch: 'main',
        now,
        mirror: {
          resolve: async () => base,
          changedPaths: async (_base, to) =>
            to === base ? mainChanges : ownChanges,
        },
      }),
      teller: new PlanTeller({
        forge,
        logger,
        pageOf: number => `https://portal.example.com/${number}`,
      }),
      logger,
      now,
      leaseMs: 60_000,
    });
  }

  beforeEach(async () => {
    const knex = await databases.init(id);
    await applyMigrations({ getClient: async () => knex });
    clock = Date.parse('2026-11-21T10:00:00Z');
    base = 'main-1';
    mainChanges = ['apps/shop/base/deployment.yaml'];
    ownChanges = ['apps/till/base/deployment.yaml'];
    forge = new FakeForge();
    planner = new FakePlanner();
    store = new PullRequestPlanStore(knex, 'https://forge.example.com/a/b');
    replica = startReplica();
  });

  /** Somebody pushes; the forge has it, and the portal is told. */
  async function push(number: number, commit: string) {
    const others = forge.pullRequests.filter(one => one.number !== number);
    forge.pullRequests = [...others, forgePullRequest(number, { commit })];
    await replica.look();
  }
  const states = (number: number) =>
    planStateOf(number, store, planner, new DriftReader([]));
  const told = () =>
    forge.statuses.map(({ commit, state }) => `${commit} ${state}`);

  it('tells the forge of a plan: pending, then what it comes to, and one comment', async () => {
    await push(7, 'one');
    expect(await states(7)).toEqual({ status: 'planning' });
    await replica.work();
    expect(await states(7)).toMatchObject({
      status: 'ready',
      plan: { base: 'main-1', head: 'one' },
    });
    expect(told()).toEqual(['one pending', 'one success']);
    expect(forge.statuses[1]).toMatchObject({
      context: 'slipway/plan',
      url: 'https://portal.example.com/7',
    });
    const body = forge.comments.get(7)?.body;
    expect(body?.startsWith(PLAN_COMMENT_MARKER)).toBe(true);

    planner.answer = async () => ({
      verdict: {
        level: 'refused',
        reasons: [{ level: 'refused', kind: 'policy', message: 'No' }],
      },
    });
    await push(7, 'two');
    await replica.work();
    await replica.look();
    await replica.work();
    expect(told().slice(2)).toEqual(['two pending', 'two failure']);
    expect((await store.open()).get(7)?.verdict).toBe('refused');
  });

  it('plans the newest commit of a storm of pushes, and gives up an older one', async () => {
    let stopped = 0;
    planner.answer = async ({ head, signal }) => {
      if (head !== 'head-30') {
        await new Promise<never>((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            stopped += 1;
            reject(signal.reason);
          });
        });
      }
      return undefined;
    };
    await push(7, 'head-0');
    const working = replica.work();
    while (planner.begun.length === 0) {
      await new Promise(resolve => setImmediate(resolve));
    }
    await Promise.all(
      Array.from({ length: 30 }, (_, i) => push(7, `head-${i + 1}`)),
    );
    await working;
    await replica.work();
    // The first look sees one of the pushes, the second all the others.
    expect(stopped).toBeLessThanOrEqual(2);
    expect(planner.begun).toHaveLength(stopped + 1);
    expect(planner.begun.at(-1)).toBe('head-30');
    expect(told().filter(one => !one.endsWith('pending'))).toEqual([
      'head-30 success',
    ]);
    expect(forge.comments.get(7)?.writes).toBe(1);
  });

  it('drops what another replica planned of a commit that is no longer the newest', async () => {
    const other = startReplica();
    let finish = () => {};
    planner.answer = async ({ head }) => {
      if (head === 'old') {
        await new Promise<void>(resolve => {
          finish = resolve;
        });
      }
      return undefined;
    };
    await push(7, 'old');
    const working = other.work();
    while (planner.begun.length === 0) {
      await new Promise(resolve => setImmediate(resolve));
    }
    await push(7, 'new');
    await replica.work();
    finish();
    await working;
    expect(told()).toEqual(['old pending', 'new pending', 'new success']);
    expect((await store.get(7))?.head).toBe('new');
  });

  const layer = (component: string) =>
    `apps/${component}/overlays/prod/release/kustomization.yaml`;

  it.each([
    ['what nothing is planned from', ['README.md', 'docs/apps/x.md'], []],
    ['releases of others', [layer('shop')], ['success']],
    ['a release of its own', [layer('till')], ['pending', 'success']],
    [
      'anything else of others',
      ['apps/shop/base/a.yaml'],
      ['pending', 'success'],
    ],
    [
      'what all share',
      [layer('shop'), 'environments.yaml'],
      ['pending', 'success'],
    ],
    ['what nobody knows', undefined, ['pending', 'success']],
  ])('says after a base that moved by %s: %#', async (_by, paths, says) => {
    await push(7, 'one');
    await replica.work();
    forge.statuses.length = 0;
    base = 'main-2';
    mainChanges = paths;
    await replica.look();
    await replica.work();
    expect(told()).toEqual(says.map(state => `one ${state}`));
    expect(await store.get(7)).toMatchObject({ base: 'main-2' });
  });

  it('lets a refused change be refused until it is planned on the moved base', async () => {
    planner.answer = async () => ({
      verdict: { level: 'refused', reasons: [] },
    });
    await push(7, 'one');
    await replica.work();
    base = 'main-2';
    mainChanges = ['environments.yaml'];
    planner.answer = async () => undefined;
    await replica.look();
    await replica.work();
    expect(told()).toEqual(['one pending', 'one failure', 'one success']);
    expect(await states(7)).toMatchObject({ plan: { base: 'main-2' } });
  });

  it('says again what it may not have said, and keeps the plan meanwhile', async () => {
    await push(7, 'one');
    forge.upsertComment = () => Promise.reject(new Error('reset by peer'));
    await replica.work();
    expect(await store.get(7)).toMatchObject({ state: 'planned', attempts: 1 });
    expect(await states(7)).toMatchObject({ status: 'ready' });
    await replica.work();
    expect(planner.begun).toHaveLength(1);

    forge.upsertComment = new FakeForge().upsertComment;
    clock += 5_000;
    await replica.work();
    expect(told()).toEqual(['one pending', 'one success', 'one success']);
    expect(await store.get(7)).toMatchObject({ state: 'told', attempts: 0 });
  });

  it('waits while the forge is away', async () => {
    await push(7, 'one');
    forge.isAway = true;
    await expect(replica.look()).rejects.toThrow('the forge is away');
    await replica.work();
    expect(await states(7)).toMatchObject({ status: 'ready' });
    forge.isAway = false;
    clock += 5_000;
    await replica.work();
    expect(told()).toEqual(['one success']);
  });

  it('tries what failed again, later each time, and says why meanwhile', async () => {
    planner.answer = () => Promise.reject(new Error('no\nmemory'));
    await push(7, 'one');
    await replica.work();
    expect(await states(7)).toEqual({ status: 'failed', problem: 'no memory' });
    for (const wait of [5_000, 10_000, 20_000]) {
      const before = planner.begun.length;
      clock += wait - 1;
      await replica.work();
      expect(planner.begun).toHaveLength(before);
      clock += 1;
      await replica.work();
      expect(planner.begun).toHaveLength(before + 1);
    }
    expect(told()).toEqual(['one pending', 'one error']);
    planner.answer = async () => undefined;
    clock += 40_000;
    await replica.work();
    expect(await states(7)).toMatchObject({ status: 'ready' });
    expect(told().at(-1)).toBe('one success');
  });

  it('does not try commits again that conflict, until there are others', async () => {
    planner.answer = () => Promise.reject(new ConflictError('It conflicts'));
    await push(7, 'one');
    await replica.work();
    clock += 24 * 60 * 60_000;
    await replica.work();
    expect(planner.begun).toEqual(['one']);
    expect(told()).toEqual(['one pending', 'one failure']);
    planner.answer = async () => undefined;
    await push(7, 'two');
    await replica.work();
    expect(told().at(-1)).toBe('two success');
  });

  it('plans each pull request once, however many replicas there are', async () => {
    const replicas = [replica, startReplica(), startReplica()];
    forge.pullRequests = Array.from({ length: 12 }, (_, i) =>
      forgePullRequest(i + 1, { commit: `head-${i}` }),
    );
    await replica.look();
    await Promise.all(replicas.map(one => one.work()));
    expect([...planner.begun].sort()).toEqual(
      forge.pullRequests.map(({ commit }) => commit).sort(),
    );
    expect(forge.statuses.filter(one => one.state === 'success')).toHaveLength(
      12,
    );
  });

  it('takes over from a replica that died, when its lease has ended', async () => {
    await push(7, 'one');
    expect(await store.claim(now(), 60_000)).toMatchObject({ number: 7 });
    await replica.work();
    expect(planner.begun).toEqual([]);
    clock += 60_001;
    await replica.work();
    expect(told()).toEqual(['one pending', 'one success']);
  });

  it('keeps the plan of what was merged for a while, and plans what is opened again', async () => {
    await push(7, 'one');
    await push(8, 'two');
    await replica.work();
    const open = forge.pullRequests;
    forge.pullRequests = [];
    await replica.look();
    expect((await store.open()).size).toBe(0);
    expect(await states(7)).toMatchObject({ status: 'ready' });

    forge.pullRequests = open;
    await replica.look();
    expect(await states(7)).toEqual({ status: 'planning' });
    forge.pullRequests = [];
    await replica.look();
    expect(await states(7)).toMatchObject({ status: 'failed' });
    clock += 91 * 24 * 60 * 60_000;
    await replica.look();
    expect(await states(7)).toBeUndefined();
  });
});
