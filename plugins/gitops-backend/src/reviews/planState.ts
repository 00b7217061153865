import { NotFoundError } from '@backstage/errors';
import type { PlanState } from '@slipway/plugin-gitops-common';
import type { DriftReader } from '../plan/drift/DriftReader';
import type { Planner } from './Planner';
import type { PullRequestPlanStore } from './PullRequestPlanStore';

/**
 * How far the plan of a pull request is.
 *
 * @param planner - undefined if the portal makes no plans
 * @param drift - adds what merging would overwrite now
 * @returns undefined if it was never queued, or was closed long ago
 */
export async function planStateOf(
  number: number,
  store: Pick<PullRequestPlanStore, 'get'>,
  planner: Pick<Planner, 'get'> | undefined,
  drift: Pick<DriftReader, 'show'>,
): Promise<PlanState | undefined> {
  if (!planner) {
    return failed(
      'The portal makes no plans; set gitops.renderer.wasm to the renderer.',
    );
  }
  const row = await store.get(number);
  if (!row) {
    return undefined;
  }
  if (row.planId !== undefined) {
    try {
      const plan = await planner.get(row.planId);
      // What is merged overwrites nothing any more.
      return {
        status: 'ready',
        plan: row.state === 'closed' ? plan : await drift.show(plan),
      };
    } catch (error) {
      if (!(error instanceof NotFoundError)) {
        throw error;
      }
      return failed(
        row.state === 'closed'
          ? 'It is too old, and was forgotten.'
          : 'The plan is too old and was forgotten; push to the pull request to have it planned anew.',
      );
    }
  }
  if (row.state === 'failed') {
    return failed(row.problem ?? 'It could not be planned.');
  }
  return row.state === 'closed'
    ? failed('It was closed before it was planned.')
    : { status: 'planning' };
}

function failed(problem: string): PlanState {
  return { status: 'failed', problem };
}
