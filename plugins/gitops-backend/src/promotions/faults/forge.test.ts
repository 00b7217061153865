import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { HoldStore } from '../../holds/HoldStore';
import { wantedPromotion } from '../__testUtils__/promotion';
import { PromotionStore } from '../store/PromotionStore';
import { ForgeGate } from './__testUtils__/ForgeGate';
import { GitOpsForge } from './__testUtils__/GitOpsForge';
import { startPortal } from './__testUtils__/startPortal';

jest.setTimeout(180_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const RETRY_AFTER_S = 4;
const KINDS = ['promotion', 'rollback'] as const;
const BRANCHES = { method: 'POST', path: '/git/refs$' };

describe('promotions and rollbacks while the forge', () => {
  let directory: string;
  let forge: GitOpsForge;
  let gate: ForgeGate;
  let store: PromotionStore;
  let portal: Awaited<ReturnType<typeof startPortal>>;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'promotion-forge-'));
    forge = await GitOpsForge.start(
      directory,
      KINDS.flatMap(kind => [
        `limited-${kind}`,
        `vague-${kind}`,
        `slow-${kind}`,
      ]),
    );
    gate = await ForgeGate.start(forge.running.url);
    const knex = await databases.init('SQLITE_3');
    portal = await startPortal(
      {
        ...forge.config(join(directory, 'data'), gate.url),
        entities: forge.entities,
      },
      [mockServices.database.factory({ knex })],
    );
    const holds = new HoldStore(knex, forge.repository);
    store = new PromotionStore(knex, forge.repository, holds);
  });
  afterAll(async () => {
    await portal?.stop();
    await gate?.stop();
    await forge?.running.stop();
    await rm(directory, { recursive: true, force: true });
  });

  /** Asks for one, and waits until it has its pull request, its only one. */
  async function promote(component: string, kind: (typeof KINDS)[number]) {
    const wanted = wantedPromotion(component, { kind });
    await store.place(wanted, [], new Date());
    const read = async () => (await store.get(wanted.id))?.promotion;
    const problems = new Set<string>();
    while ((await read())?.state !== 'pull-request-open') {
      problems.add((await store.get(wanted.id))?.progress.problem ?? '');
      await pause(100);
    }
    const pulls = await forge.pulls();
    expect(pulls.filter(({ head }) => head.ref === wanted.branch)).toHaveLength(
      1,
    );
    expect(await forge.commits(wanted.branch)).toHaveLength(1);
    expect((await read())?.history.map(({ state }) => state)).toEqual([
      'requested',
      'branch',
      'committed',
      'pull-request-open',
    ]);
    return [...problems].join();
  }

  it.each(KINDS)(
    'limits a %s and says until when: it is not tried before',
    async kind => {
      const before = gate.times('POST', '/git/refs').length;
      await forge.running.fail([
        { match: BRANCHES, times: 1, status: 429, retryAfter: RETRY_AFTER_S },
      ]);
      expect(await promote(`limited-${kind}`, kind)).toContain('quota');
      const tries = gate.times('POST', '/git/refs').slice(before);
      expect(tries).toHaveLength(2);
      expect(tries[1] - tries[0]).toBeGreaterThanOrEqual(RETRY_AFTER_S * 1_000);
    },
  );

  it.each(KINDS)(
    'limits a %s and says nothing: it is tried again after pauses that grow',
    async kind => {
      const before = gate.times('POST', '/git/refs').length;
      await forge.running.fail([{ match: BRANCHES, times: 2, status: 429 }]);
      expect(await promote(`vague-${kind}`, kind)).toContain('quota');
      const [first, second, third, ...more] = gate
        .times('POST', '/git/refs')
        .slice(before);
      expect(more).toEqual([]);
      expect(second - first).toBeGreaterThanOrEqual(4_900);
      expect(third - second).toBeGreaterThanOrEqual(9_900);
    },
  );

  it('takes 5 seconds for each answer go on all the same', async () => {
    const match = { method: '*', path: '.' };
    await forge.running.fail([{ match, times: 1_000, milliseconds: 5_000 }]);
    const problems = Promise.all(
      KINDS.map(kind => promote(`slow-${kind}`, kind)),
    ).finally(() => forge.running.fail([]));
    expect((await problems).join()).not.toContain('did not');
  });
});
