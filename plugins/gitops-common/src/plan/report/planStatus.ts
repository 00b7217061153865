import type { Plan } from '../plan';

/** A plan as a commit status: only a refusal fails. */
export function planStatus(plan: Plan): {
  state: 'success' | 'failure';
  description: string;
} {
  return {
    state: plan.verdict.level === 'refused' ? 'failure' : 'success',
    description: plan.verdict.reasons[0]?.message.slice(0, 140) ?? 'Safe',
  };
}
