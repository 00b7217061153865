import { setTimeout as pause } from 'node:timers/promises';
import type { PromotionKind } from '@slipway/plugin-gitops-common';
import {
  FaultyPlatform,
  type Replica,
  until,
} from './__testUtils__/faultyPlatform';
import {
  type Call,
  holdOf,
  isDirect,
  STEPS,
} from './__testUtils__/promotionCalls';
import { expectOneOfEverything } from './__testUtils__/oneOfEverything';

jest.setTimeout(240_000);

/** What happens to a replica while it makes each of the calls. */
const FATES = [
  { fate: 'killed', when: 'after', kind: 'promotion' },
  { fate: 'slain', when: 'before', kind: 'rollback' },
  { fate: 'paused', when: 'before', kind: 'promotion' },
] as const;

type Fate = (typeof FATES)[number];

const componentOf = ({ fate }: Fate, call: Call) => `${fate}-${call}`;

const holdsOf = (fate: Fate) =>
  STEPS.map(call => holdOf(call, fate.when, componentOf(fate, call)));

describe('replicas that are killed and paused in the middle of promotions', () => {
  let platform: FaultyPlatform;
  const open: string[] = [];
  const merged: string[] = [];

  beforeAll(async () => {
    platform = await FaultyPlatform.start(
      FATES.flatMap(fate => STEPS.map(call => componentOf(fate, call))).concat(
        'late',
      ),
    );
  });
  afterAll(() => platform?.stop());

  /** Lets a replica come to the middle of four promotions, while the others do nothing. */
  async function bringIntoTheMiddle(fate: Fate, { portal, gate }: Replica) {
    for (const call of STEPS) {
      const direct = isDirect(call);
      const kind: PromotionKind = fate.kind;
      const id = await platform.request(componentOf(fate, call), {
        kind,
        direct,
      });
      (direct ? merged : open).push(id);
    }
    portal.wake();
    await until(() => gate.held === STEPS.length);
    portal.pause();
  }

  async function expectNothingDoubled() {
    await expectOneOfEverything(platform.forge, [
      ...(await platform.reach(open, 'pull-request-open')),
      ...(await platform.reach(merged, 'merged')),
    ]);
  }

  it('are replaced within 60 seconds, and nothing is doubled when one wakes', async () => {
    // The first makes the tables.
    const third = await platform.replica('third');
    third.portal.pause();
    const replicas = await Promise.all(
      FATES.map(async fate => {
        const replica = await platform.replica(fate.fate, holdsOf(fate));
        replica.portal.pause();
        return replica;
      }),
    );
    const [killed, slain, paused] = replicas;
    for (const [number, fate] of FATES.entries()) {
      await bringIntoTheMiddle(fate, replicas[number]);
    }
    await Promise.all([killed.portal.kill(), slain.portal.kill()]);
    const start = Date.now();
    third.portal.wake();
    await platform.reach(open, 'pull-request-open');
    await platform.reach(merged, 'merged');
    expect(Date.now() - start).toBeLessThan(60_000);
    await expectNothingDoubled();

    // Only the one that wakes is left for what comes next, which it does after all that it had in hand.
    await third.portal.kill();
    paused.gate.open();
    paused.portal.wake();
    open.push(await platform.request('late', {}));
    await platform.reach(open, 'pull-request-open');
    // What it still did to a branch that was gone by then, it undoes.
    const again = 'slipway/promote-paused-branch.dev.promotion-paused-branch';
    while ((await platform.forge.branches()).includes(again)) {
      await pause(100);
    }
    await expectNothingDoubled();
  });
});
