import { TestDatabases } from '@backstage/backend-test-utils';
import { createDeferred } from '@backstage/types';
import { ForgeQuotaError } from '@slipway/plugin-gitops-node';
import { applyMigrations } from '../../database/applyMigrations';
import { layerOf, PromotionPortal } from '../__testUtils__/promotionPortal';
import type { PromotionEngine } from './PromotionEngine';

jest.setTimeout(120_000);

const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18', 'POSTGRES_16'],
  disableDocker: true,
});

const PROD = 'apps/shop/overlays/prod/release/kustomization.yaml';

describe.each(databases.eachSupportedId())(
  'promotions in trouble with %s',
  id => {
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
    /** Time passes, and whatever is due is done. */
    async function later(seconds: number) {
      portal.clock += seconds * 1_000;
      await engine.look();
      await engine.work();
    }

    it('ends with one of 20 promotions of an overlay, and leaves nothing of the others', async () => {
      const other = portal.replica();
      await Promise.all([
        ...Array.from({ length: 20 }, (_, number) =>
          portal
            .request('shop', `p${number}`, {}, `2.0.${number}`)
            .then(() => (number % 2 ? engine : other).work()),
        ),
        portal.request('cart', 'cart').then(() => engine.work()),
      ]);
      for (let round = 0; round < 5; round += 1) {
        await Promise.all([later(20), other.work()]);
      }
      const { stored } = await portal.store.list({
        limit: 100,
        component: 'shop',
      });
      const open = stored.filter(one => one.promotion.state !== 'superseded');
      expect(open.map(one => one.promotion.state)).toEqual([
        'pull-request-open',
      ]);
      const shown = portal.forge.pulls.filter(({ state }) => state === 'open');
      expect(shown.map(({ branch }) => branch).sort()).toEqual(
        [open[0].promotion.branch, 'slipway/promote-cart.prod.cart'].sort(),
      );
      expect((await portal.forge.branches()).sort()).toEqual(
        shown.map(({ branch }) => branch).sort(),
      );
      expect(
        await portal.forge.commitsOf(open[0].promotion.branch),
      ).toHaveLength(1);
    });

    it('puts its commit on what others pushed, and stops at a true conflict with the file', async () => {
      await portal.request('shop', 'p1');
      await engine.work();
      await portal.fixture.commit({ 'apps/cart/README.md': 'hello' });
      portal.forge.pulls[0].changes += 1;
      await later(1);
      expect(await portal.stateOf('p1')).toBe('pull-request-open');
      await portal.fixture.commit({ [PROD]: layerOf('shop', '1.4.9') });
      portal.forge.pulls[0].changes += 1;
      await later(1);
      const { promotion } = await portal.get('p1');
      expect(promotion.state).toBe('failed');
      expect(promotion.history.at(-1)?.message).toContain(PROD);
      expect(portal.forge.pulls[0].state).toBe('closed');
      expect(await layer('main')).toContain('newTag: 1.4.9');

      await portal.request('shop', 'p2');
      await later(1);
      expect((await portal.get('p2')).promotion.parts[0].from).toBe('1.4.9');
    });

    it('leaves alone what somebody else pushed to its branch', async () => {
      let pushed: Promise<string> | undefined;
      portal.forge.around = (when, call) => {
        if (when === 'after' && call === 'ensureBranch') {
          pushed = portal.fixture
            .commit({ 'apps/shop/README.md': 'mine' })
            .then(head =>
              portal.fixture.git(
                'update-ref',
                'refs/heads/slipway/promote-shop.prod.p1',
                head,
              ),
            );
        }
      };
      const { ensureBranch } = portal.forge.proposals;
      portal.forge.proposals.ensureBranch = async (...args) => {
        await ensureBranch(...args);
        await pushed;
      };
      await portal.request('shop', 'p1');
      await engine.work();
      const { state, history } = (await portal.get('p1')).promotion;
      expect(state).toBe('failed');
      expect(history.at(-1)?.message).toContain('Somebody else pushed');
    });

    it('waits for a forge that is away or out of quota, and never fails for it', async () => {
      portal.forge.isAway = true;
      await portal.request('shop', 'p1');
      for (let round = 0; round < 10; round += 1) {
        portal.clock += 60_000;
        await engine.work();
      }
      await expect(engine.look()).rejects.toThrow('away');
      const { promotion, progress } = await portal.get('p1');
      expect(promotion.state).toBe('requested');
      expect(progress.problem).toContain('away');
      portal.forge.isAway = false;
      let calls = 0;
      portal.forge.around = when => {
        calls += 1;
        if (when === 'before') {
          const retryAt = new Date(portal.clock + 300_000);
          throw new ForgeQuotaError('quota', retryAt);
        }
      };
      await later(60);
      await later(120);
      expect(calls).toBe(1);
      portal.forge.around = () => {};
      await later(200);
      expect(await portal.stateOf('p1')).toBe('pull-request-open');
      expect((await portal.get('p1')).progress.problem).toBeUndefined();
    });

    it('fails when it runs badly on one cluster for long, and names both', async () => {
      await portal.request('shop', 'p1');
      await engine.work();
      await portal.forge.merge(1);
      await later(1);
      await portal.runs('shop', 'prod', 'yc');
      const failing = {
        pods: 1,
        example: 'shop-1',
        message: 'CrashLoopBackOff',
      };
      const bad = { health: 'Progressing' as const, failing };
      await portal.runs('shop', 'prod', 'vk', bad);
      await later(5);
      await portal.runs('shop', 'prod', 'vk', { health: 'Progressing' });
      await later(100);
      await portal.runs('shop', 'prod', 'vk', bad);
      await later(5);
      await later(100);
      expect(await portal.stateOf('p1')).toBe('synced');
      await later(30);
      const { history } = (await portal.get('p1')).promotion;
      expect(history.at(-1)).toMatchObject({
        state: 'failed',
        message: 'shop-prod runs badly on vk: CrashLoopBackOff',
      });
    });

    it('goes on where a paused worker stopped, whose word does not count any more', async () => {
      const { openPullRequest } = portal.forge.proposals;
      const paused = createDeferred();
      let goOn = () => {};
      portal.forge.proposals.openPullRequest = async (...args) => {
        portal.forge.proposals.openPullRequest = openPullRequest;
        paused.resolve();
        await new Promise<void>(resolve => {
          goOn = resolve;
        });
        return openPullRequest(...args);
      };
      await portal.request('shop', 'p1');
      const first = engine.work();
      await paused;
      portal.clock += 31_000;
      await portal.replica().work();
      await portal.replica().work();
      expect(await portal.stateOf('p1')).toBe('pull-request-open');
      const { version } = await portal.get('p1');
      goOn();
      await first;
      expect((await portal.get('p1')).version).toBe(version);
      expect(portal.forge.pulls).toHaveLength(1);
      expect(portal.forge.effects).toHaveLength(3);
    });

    it('does not keep others waiting for one that takes long', async () => {
      const { ensureBranch } = portal.forge.proposals;
      let goOn = () => {};
      portal.forge.proposals.ensureBranch = async (branch, options) => {
        if (branch.name.includes('shop')) {
          await new Promise<void>(resolve => {
            goOn = resolve;
          });
        }
        return ensureBranch(branch, options);
      };
      await portal.request('shop', 'slow');
      await engine.start();
      await portal.request('cart', 'quick');
      await engine.start();
      while ((await portal.stateOf('quick')) !== 'pull-request-open') {
        await new Promise(setImmediate);
      }
      expect(await portal.stateOf('slow')).toBe('requested');
      goOn();
      await engine.work();
      expect(await portal.stateOf('slow')).toBe('pull-request-open');
    });
  },
);
