import { planProgress } from './planProgress';
import type { PullRequestPlan } from './PullRequestPlanStore';

const row: PullRequestPlan = {
  number: 7,
  head: 'one',
  base: 'main-1',
  state: 'queued',
  planId: undefined,
  verdict: undefined,
  problem: undefined,
  announced: true,
  attempts: 0,
};

describe('how far the plan of a pull request is', () => {
  it.each([
    ['nobody heard of it', undefined, { plan: 'none' }],
    ['it is of an older commit', { ...row, head: 'zero' }, { plan: 'none' }],
    ['it is queued', row, { plan: 'planning' }],
    [
      'it failed',
      { ...row, state: 'failed' as const, problem: 'no YAML' },
      { plan: 'failed', planProblem: 'no YAML' },
    ],
    [
      'it was closed before',
      { ...row, state: 'closed' as const },
      { plan: 'none' },
    ],
    [
      'there is one, which the forge need not know yet',
      {
        ...row,
        state: 'planned' as const,
        planId: 'a',
        verdict: 'safe' as const,
      },
      { plan: 'ready', verdict: 'safe' },
    ],
  ])('says it when %s', (_what, one, progress) => {
    expect(planProgress(one, 'one')).toEqual(progress);
  });
});
