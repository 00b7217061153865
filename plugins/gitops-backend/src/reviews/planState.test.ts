import { planOf } from '../testing/FakePlanner';
import { planStateOf } from './planState';
import type { PullRequestPlanState } from './PullRequestPlanStore';

const plan = planOf({ base: 'main-1', head: 'one' });
const drifted = planOf({ base: 'main-1', head: 'one' }, { untouched: 7 });

describe('the plan of a pull request', () => {
  it.each<[PullRequestPlanState, typeof plan]>([
    ['planned', drifted],
    ['told', drifted],
    ['closed', plan],
  ])(
    'that is %s says what it overwrites only before it is merged',
    async (state, shown) => {
      const store = {
        get: async () => ({
          number: 7,
          head: 'one',
          base: 'main-1',
          state,
          planId: plan.id,
          verdict: 'safe' as const,
          problem: undefined,
          announced: true,
          attempts: 0,
        }),
      };
      expect(
        await planStateOf(
          7,
          store,
          { get: async () => plan },
          { show: async () => drifted },
        ),
      ).toEqual({ status: 'ready', plan: shown });
    },
  );
});
