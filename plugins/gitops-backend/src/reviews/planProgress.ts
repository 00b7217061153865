import type { ReviewSummary } from '@slipway/plugin-gitops-common';
import type { PullRequestPlan } from './PullRequestPlanStore';

/** What the queue says of a plan. */
export type PlanProgress = Pick<
  ReviewSummary,
  'plan' | 'planProblem' | 'verdict'
>;

/**
 * How far the plan of a pull request's newest commit is. A plan of an older commit is none.
 *
 * @param row - undefined if it was never queued
 */
export function planProgress(
  row: PullRequestPlan | undefined,
  commit: string,
): PlanProgress {
  if (row?.head !== commit) {
    return { plan: 'none' };
  }
  if (row.planId !== undefined) {
    return { plan: 'ready', verdict: row.verdict };
  }
  if (row.state === 'failed') {
    return { plan: 'failed', planProblem: row.problem };
  }
  return { plan: row.state === 'closed' ? 'none' : 'planning' };
}
