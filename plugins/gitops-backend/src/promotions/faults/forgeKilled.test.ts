import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Promotion } from '@slipway/plugin-gitops-common';
import { HoldStore } from '../../holds/HoldStore';
import { wantedPromotion } from '../__testUtils__/promotion';
import { PromotionStore } from '../store/PromotionStore';
import { until } from './__testUtils__/faultyPlatform';
import { ForgeGate } from './__testUtils__/ForgeGate';
import { GitOpsForge } from './__testUtils__/GitOpsForge';
import { expectOneOfEverything } from './__testUtils__/oneOfEverything';
import {
  type Call,
  holdOf,
  isDirect,
  STEPS,
} from './__testUtils__/promotionCalls';
import { startPortal } from './__testUtils__/startPortal';

jest.setTimeout(180_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

/** Whether the forge had done what it was asked for when it was killed, and of what. */
const DEATHS = [
  { kind: 'promotion', when: 'after' },
  { kind: 'rollback', when: 'after' },
  { kind: 'promotion', when: 'before' },
  { kind: 'rollback', when: 'before' },
] as const;

type Death = (typeof DEATHS)[number];

const componentOf = ({ kind, when }: Death, call: Call) =>
  `${kind}-${when}-${call}`;

describe('a forge that is killed and started again in the middle of', () => {
  let directory: string;
  let forge: GitOpsForge;
  let gate: ForgeGate;
  let store: PromotionStore;
  let portal: Awaited<ReturnType<typeof startPortal>>;
  const all: Promotion[] = [];

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'promotion-forge-killed-'));
    forge = await GitOpsForge.start(
      directory,
      DEATHS.flatMap(death => STEPS.map(call => componentOf(death, call))),
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

  /** The promotion once it is as far as it gets by itself, and has no branch that it does not need. */
  async function reached(id: string, call: Call): Promise<Promotion> {
    for (;;) {
      const stored = await store.get(id);
      const isThere = isDirect(call)
        ? stored?.promotion.state === 'merged' && !stored.hasBranch
        : stored?.promotion.state === 'pull-request-open';
      if (stored && isThere) {
        return stored.promotion;
      }
      await pause(100);
    }
  }

  it.each(DEATHS)(
    'a $kind, $when it did what it was asked for, is waited for less than 60 seconds, and doubles nothing',
    async death => {
      const { kind, when } = death;
      gate.hold(
        STEPS.map(call => holdOf(call, when, componentOf(death, call))),
      );
      const wanted = STEPS.map(call =>
        wantedPromotion(componentOf(death, call), {
          kind,
          direct: isDirect(call),
        }),
      );
      for (const one of wanted) {
        await store.place(one, [], new Date());
      }
      await until(() => gate.held === STEPS.length);
      await forge.running.kill();
      gate.cut();
      await until(() => gate.passing === 0);
      await forge.running.restart();
      const start = Date.now();
      for (const [at, call] of STEPS.entries()) {
        all.push(await reached(wanted[at].id, call));
      }
      expect(Date.now() - start).toBeLessThan(60_000);
      await expectOneOfEverything(forge, all);
    },
  );
});
