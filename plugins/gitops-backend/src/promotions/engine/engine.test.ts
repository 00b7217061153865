import { TestDatabases } from '@backstage/backend-test-utils';
import { applyMigrations } from '../../database/applyMigrations';
import { planOf } from '../../testing/FakePlanner';
import { part } from '../__testUtils__/promotion';
import { PromotionPortal } from '../__testUtils__/promotionPortal';
import type { PromotionEngine } from './PromotionEngine';

jest.setTimeout(120_000);

const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18', 'POSTGRES_16'],
  disableDocker: true,
});

const PROD = 'apps/shop/overlays/prod/release/kustomization.yaml';
const at = '2026-11-20T09:00:00.000Z';

describe.each(databases.eachSupportedId())('promotions with %s', id => {
  let portal: PromotionPortal;
  let engine: PromotionEngine;

  beforeEach(async () => {
    const knex = await databases.init(id);
    await applyMigrations({ getClient: async () => knex });
    portal = await PromotionPortal.start(knex, ['shop', 'cart']);
    engine = portal.replica();
  });
  afterEach(() => portal?.stop());

  const layer = async (branch: string, path = PROD) =>
    portal.fixture.git('show', `${branch}:${path}`);
  const statuses = () =>
    portal.forge.statuses.map(one => `${one.state}: ${one.description}`);
  /** Time passes, and whatever is due is done. */
  async function later(seconds: number) {
    portal.clock += seconds * 1_000;
    await engine.look();
    await engine.work();
  }

  it('opens a pull request that says what it waits for, and follows it to the clusters', async () => {
    const { stored } = await portal.request('shop', 'p1');
    await engine.work();
    const [pull] = portal.forge.pulls;
    expect(pull.title).toBe('Promote shop 1.4.2 → 1.5.0 to prod');
    expect(pull.body).toContain('Waits for 1 approval of 1');
    expect(statuses()).toEqual(['pending: Waits for 1 approval of 1']);
    expect(portal.forge.statuses[0]).toMatchObject({
      commit: pull.head,
      context: 'slipway/gates',
    });
    expect(await layer(pull.branch)).toContain('newTag: 1.5.0');
    const diff = await portal.fixture.git(
      'diff',
      '--name-only',
      `main...${pull.branch}`,
    );
    expect(diff.trim()).toBe(PROD);

    // Nothing happens, and nothing is said twice.
    await later(600);
    expect(statuses()).toHaveLength(1);
    portal.forge.say(1, 'approved', 'anna');
    await later(1);
    expect(statuses()).toHaveLength(1);
    portal.forge.say(1, 'approved', 'robin');
    await later(1);
    expect(statuses()[1]).toBe('success: All gates are open');
    expect(pull.body).toContain('Approved by robin');

    await portal.holds.hold({
      component: 'shop',
      environment: 'prod',
      reason: 'Look first',
      by: 'user:default/robin',
      at,
    });
    await portal.store.wake(
      { overlays: ['apps/shop/overlays/prod'] },
      portal.now(),
    );
    await engine.work();
    expect(statuses()[2]).toContain('pending: Waits until the hold of shop');
    await portal.holds.release('shop', 'prod');

    await portal.forge.merge(1);
    await later(1);
    expect(await portal.stateOf('p1')).toBe('merged');
    expect(await portal.forge.branches()).toEqual([]);
    await portal.runs('shop', 'prod', 'yc');
    await portal.runs('shop', 'prod', 'vk', { health: 'Progressing' });
    await later(5);
    expect(await portal.stateOf('p1')).toBe('synced');
    portal.unreachable.add('vk');
    await later(5);
    expect(await portal.stateOf('p1')).toBe('synced');
    portal.unreachable.clear();
    await portal.runs('shop', 'prod', 'vk');
    await later(5);
    expect(await portal.stateOf('p1')).toBe('healthy');
    expect(stored.promotion.id).toBe('p1');
  });

  it('merges by itself where the environment says so, once all gates are open', async () => {
    await portal.holds.hold({
      component: 'shop',
      environment: 'dev',
      reason: 'Demo',
      by: 'user:default/robin',
      at,
    });
    const dev = { environment: 'dev' };
    await portal.request('shop', 'p1', dev, '1.6.0');
    await later(0);
    expect(await portal.stateOf('p1')).toBe('requested');
    expect((await portal.get('p1')).progress.gates[1].message).toContain(
      'Demo',
    );
    expect(portal.forge.effects).toEqual([]);
    await portal.holds.release('shop', 'dev');
    await later(60);
    expect(await portal.stateOf('p1')).toBe('merged');
    expect(portal.forge.pulls).toEqual([]);
    const message = await portal.fixture.git(
      'log',
      '-1',
      '--format=%B',
      'main',
    );
    expect(message).toContain('Slipway-Requested-By: user:default/anna');
    expect(message).toContain('Slipway-To: 1.6.0');
  });

  it('asks what a plan says before it merges by itself, and takes no for an answer', async () => {
    const proposed: string[] = [];
    engine = portal.replica({
      planner: {
        planFiles: async ({ files }) => {
          proposed.push(...files.map(({ path }) => path));
          return planOf(
            { base: 'a', head: 'b' },
            {
              id: 'refused-plan',
              verdict: {
                level: 'refused',
                reasons: [
                  {
                    level: 'refused',
                    kind: 'policy',
                    message: 'policy signed refuses Deployment shop-dev/web',
                  },
                ],
              },
            },
          );
        },
        get: async () => planOf({ base: 'a', head: 'b' }),
      },
    });
    await portal.request('shop', 'p1', { environment: 'dev' }, '1.6.0');
    await later(0);
    expect(proposed).toEqual([
      'apps/shop/overlays/dev/release/kustomization.yaml',
    ]);
    const { promotion, progress } = await portal.get('p1');
    expect(promotion.history.at(-1)).toMatchObject({
      state: 'refused',
      message: expect.stringContaining(
        'policy signed refuses Deployment shop-dev/web',
      ),
    });
    expect(progress.plan).toBe('refused-plan');
    expect(portal.forge.effects).toEqual([]);
  });

  it('ends as superseded what a newer one replaced before it was healthy', async () => {
    await portal.request('shop', 'p1');
    await engine.work();
    await portal.forge.merge(1);
    await later(1);
    await portal.request('shop', 'p2', {}, '1.6.0');
    await later(1);
    await portal.forge.merge(2);
    await later(10);
    await later(10);
    const { promotion } = await portal.get('p1');
    expect(promotion).toMatchObject({
      state: 'superseded',
      supersededBy: 'p2',
    });
    expect(await portal.stateOf('p2')).toBe('merged');
  });

  it('takes a component out of a train by a commit on top', async () => {
    const parts = [part('shop'), part('cart')];
    await portal.request('shop', 'train', { kind: 'train', parts });
    await engine.work();
    const [{ branch }] = portal.forge.pulls;
    expect(await layer(branch)).toContain('1.5.0');
    await portal.request('shop', 'back', {
      kind: 'rollback',
      parts: [part('shop', '1.4.0')],
      branch: 'slipway/rollback-shop.prod.back',
    });
    await later(1);
    expect(await layer(branch)).toContain('1.4.2');
    expect(await portal.forge.commitsOf(branch)).toHaveLength(2);
    expect(portal.forge.pulls[0].title).toBe(
      'Promote cart 1.4.2 → 1.5.0 to prod',
    );
    expect(portal.forge.pulls[0].body).not.toContain('shop');
    expect(await layer('slipway/rollback-shop.prod.back')).toContain('1.4.0');
  });

  it('lets other pull requests pass, and says so once a commit', async () => {
    await portal.fixture.git('branch', 'change');
    const change = { branch: 'change', title: 'Change', body: '' };
    const { number } = await portal.forge.proposals.openPullRequest(change, {
      signal: AbortSignal.timeout(1_000),
    });
    await portal.request('shop', 'p1');
    await engine.work();
    await later(60);
    await later(60);
    const ofChange = () =>
      portal.forge.statuses.filter(({ url }) => url.endsWith(`.com/${number}`));
    expect(ofChange().map(({ state }) => state)).toEqual(['success']);
    expect(statuses()).toContain('pending: Waits for 1 approval of 1');
    portal.forge.pulls[0].head = 'f'.repeat(40);
    await later(60);
    expect(ofChange().map(({ commit }) => commit[0])).toHaveLength(2);
    portal.forge.close(number);
    await later(60);
  });

  it('is told when somebody closes a pull request, and why', async () => {
    await portal.request('shop', 'p1');
    await portal.request('cart', 'p2');
    await engine.work();
    const numberOf = async (name: string) =>
      (await portal.get(name)).promotion.pullRequest?.number ?? 0;
    portal.forge.say(await numberOf('p1'), 'changes-requested', 'robin');
    portal.forge.close(await numberOf('p1'));
    portal.forge.close(await numberOf('p2'));
    await later(1);
    expect(await portal.stateOf('p1')).toBe('refused');
    expect(await portal.stateOf('p2')).toBe('cancelled');
    expect(await portal.forge.branches()).toEqual([]);
  });
});
