import type { Plan } from '../plan';

/** A plan for terminals and logs. */
export function planText(plan: Plan): string {
  return `${plan.verdict.level}\n`;
}
