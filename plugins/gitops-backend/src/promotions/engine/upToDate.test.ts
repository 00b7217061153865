import { TestDatabases } from '@backstage/backend-test-utils';
import { applyMigrations } from '../../database/applyMigrations';
import { PromotionPortal } from '../__testUtils__/promotionPortal';
import type { PromotionEngine } from './PromotionEngine';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('a promotion on a forge that merges only what is up to date', () => {
  let portal: PromotionPortal;
  let engine: PromotionEngine;
  let branch: string;

  beforeEach(async () => {
    const knex = await databases.init('SQLITE_3');
    await applyMigrations({ getClient: async () => knex });
    portal = await PromotionPortal.start(knex, ['shop', 'cart']);
    engine = portal.replica();
    portal.forge.isStrict = true;
    await portal.runs('shop', 'dev', 'yc');
    await portal.request('shop', 'p1');
    await engine.work();
    ({ branch } = portal.forge.pulls[0]);
  });
  afterEach(() => portal?.stop());

  /** What is due in the next minute is done. */
  async function later() {
    for (let second = 0; second < 60; second += 15) {
      portal.clock += 15_000;
      await engine.look();
      await engine.work();
    }
  }
  const approve = () => portal.forge.say(1, 'approved', 'boris');
  const push = (name: string) =>
    portal.fixture.commit({ [`apps/cart/${name}`]: name });
  const updates = () =>
    portal.forge.effects.filter(effect => effect.startsWith('update'));
  const approvals = async () =>
    (await portal.get('p1')).progress.gates.find(
      ({ gate }) => gate === 'approvals',
    );
  /** Somebody makes a commit on top of the branch, with a tree as it is or another. */
  async function pushToBranch(parents: string[], tree = `${branch}^{tree}`) {
    const made = await portal.fixture.git(
      'commit-tree',
      (await portal.fixture.git('rev-parse', tree)).trim(),
      ...parents.flatMap(parent => ['-p', parent]),
      '-m',
      'Mine',
    );
    const commit = made.trim();
    await portal.fixture.git('update-ref', `refs/heads/${branch}`, commit);
    Object.assign(portal.forge.pulls[0], { head: commit });
    portal.forge.pulls[0].changes += 1;
    return commit;
  }

  it('is brought up to date once it is ready and not before, and stays approved', async () => {
    await push('one');
    await later();
    expect(updates()).toEqual([]);
    approve();
    await later();
    expect(updates()).toHaveLength(1);
    await push('two');
    await later();
    expect(updates()).toHaveLength(2);
    expect(await approvals()).toMatchObject({
      state: 'open',
      message: 'Approved by boris',
    });
    const [{ head }] = portal.forge.pulls;
    expect(portal.forge.statuses.at(-1)).toMatchObject({
      commit: head,
      state: 'success',
    });
    expect(await portal.forge.commitsOf(branch)).toHaveLength(3);
    const { promotion } = await portal.get('p1');
    expect(promotion.state).toBe('pull-request-open');
    await later();
    expect(updates()).toHaveLength(2);
  });

  it('keeps what somebody else pushed to its branch, and asks for approval of that', async () => {
    approve();
    await later();
    const theirs = await pushToBranch([portal.forge.pulls[0].head]);
    await push('one');
    await later();
    expect(await approvals()).toMatchObject({ state: 'waiting' });
    expect(updates()).toEqual([]);
    approve();
    await later();
    expect(updates()).toHaveLength(1);
    expect(await portal.forge.commitsOf(branch)).toContain(theirs);
    expect(await approvals()).toMatchObject({ state: 'open' });
  });

  it('does not take a merge with lines of somebody’s own for the change that was approved', async () => {
    approve();
    await later();
    const main = await push('one');
    await pushToBranch([portal.forge.pulls[0].head, main], `${main}^{tree}`);
    await later();
    expect(await approvals()).toMatchObject({ state: 'waiting' });
  });
});
