import { TestDatabases } from '@backstage/backend-test-utils';
import { isEnded, type PromotionKind } from '@slipway/plugin-gitops-common';
import { applyMigrations } from '../../database/applyMigrations';
import { PromotionPortal } from '../__testUtils__/promotionPortal';
import { PromotionQueue } from '../store/PromotionQueue';
import type { PromotionEngine } from './PromotionEngine';

jest.setTimeout(180_000);

const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18', 'POSTGRES_16'],
  disableDocker: true,
});

class Killed extends Error {}

/** Counts the moments at which a process can be killed, and kills it at one of them. */
class Fate {
  moments = 0;
  dead = false;

  constructor(readonly killAt: number) {}

  pass = () => {
    this.dead ||= this.moments === this.killAt;
    this.live();
    this.moments += 1;
  };

  live() {
    if (this.dead) {
      throw new Killed();
    }
  }
}

/** A queue whose writes are lost, or whose answers are, from a moment on. */
function mortal(queue: PromotionQueue, fate: Fate): PromotionQueue {
  return new Proxy(queue, {
    get(target, name: 'change' | 'claim' | 'settle' | 'renew') {
      const method = target[name].bind(target) as (
        ...args: unknown[]
      ) => Promise<unknown>;
      return async (...args: unknown[]) => {
        if (name !== 'change') {
          fate.live();
          return method(...args);
        }
        fate.pass();
        const result = await method(...args);
        fate.pass();
        return result;
      };
    },
  });
}

describe.each(databases.eachSupportedId())('a killed worker with %s', id => {
  const components = Array.from({ length: 60 }, (_, at) => `app-${at}`);
  let portal: PromotionPortal;

  beforeAll(async () => {
    const knex = await databases.init(id);
    await applyMigrations({ getClient: async () => knex });
    portal = await PromotionPortal.start(knex, components);
  });
  afterAll(() => portal?.stop());

  /** Lets engines and people do their part until the promotion is over, or its worker is dead. */
  async function drive(
    promotion: string,
    engine: PromotionEngine,
    fate: Pick<Fate, 'dead'> = { dead: false },
  ) {
    for (let round = 0; round < 20; round += 1) {
      await engine.work().catch(error => {
        if (!fate.dead) {
          throw error;
        }
      });
      if (fate.dead) {
        return;
      }
      const stored = await portal.get(promotion);
      const { state, pullRequest, parts, environment } = stored.promotion;
      if (isEnded(state) && !stored.hasBranch) {
        return;
      }
      if (state === 'pull-request-open' && pullRequest) {
        await portal.forge.merge(pullRequest.number);
        await engine.look();
      }
      for (const { component, clusters } of parts) {
        for (const cluster of clusters) {
          await portal.runs(component, environment, cluster);
        }
      }
      portal.clock += 5_000;
    }
    throw new Error(`${promotion} did not end`);
  }

  /** @returns how many moments there were, if it lived */
  async function run(
    component: string,
    [environment, kind]: readonly [string, PromotionKind],
    killAt: number,
  ) {
    const promotion = `${kind}-${environment}-${component}`;
    const fate = new Fate(killAt);
    portal.forge.effects.length = 0;
    portal.forge.around = fate.pass;
    const to = kind === 'rollback' ? '1.4.1' : '9.9.9';
    await portal.request(component, promotion, { environment, kind }, to);
    const queue = mortal(portal.queue, fate);
    await drive(promotion, portal.replica({ queue }), fate);
    portal.forge.around = () => {};
    if (fate.dead) {
      // The lease of the dead ends, which is well within a minute.
      portal.clock += 35_000;
      await drive(promotion, portal.replica());
    }
    const { state, branch, history } = (await portal.get(promotion)).promotion;
    expect({
      state,
      effects: portal.forge.effects,
      history: history.map(one => one.state),
    }).toEqual({
      state: 'healthy',
      effects: [
        `branch ${branch}`,
        `commit on ${branch}`,
        ...(environment === 'dev' ? [] : [`pull request of ${branch}`]),
        'merge',
      ],
      history: [
        'requested',
        'branch',
        'committed',
        ...(environment === 'dev' ? [] : ['pull-request-open']),
        'merged',
        'synced',
        'healthy',
      ],
    });
    expect(await portal.forge.branches()).toEqual([]);
    return fate.moments;
  }

  it.each([
    ['dev', 'promotion'],
    ['prod', 'promotion'],
    ['prod', 'rollback'],
  ] as const)(
    'leaves one branch, one commit, one merge and one record in %s of a %s, wherever it dies',
    async (...target) => {
      const moments = await run('app-0', target, Infinity);
      expect(moments).toBeGreaterThan(20);
      for (let killAt = 0; killAt < moments; killAt += 1) {
        await run(`app-${killAt + 1}`, target, killAt);
      }
    },
  );
});
