import type { PlanReason, Verdict } from '../plan';

/** What reasons come to: the gravest level, and the reasons with the gravest first. */
export function verdictOf(reasons: readonly PlanReason[]): Verdict {
  const refusals = reasons.filter(({ level }) => level === 'refused');
  const others = reasons.filter(({ level }) => level === 'attention');
  const sorted = [...refusals, ...others];
  return { level: sorted[0]?.level ?? 'safe', reasons: sorted };
}
