import type { GateResult } from '@slipway/plugin-gitops-common';

/** Gates that are open by an exception, and were not by this one before. */
export function newOverrides(
  before: readonly GateResult[],
  now: readonly GateResult[],
): GateResult[] {
  return now.filter(
    ({ gate, exception }) =>
      exception &&
      !before.some(
        one =>
          one.gate === gate &&
          one.exception?.by === exception.by &&
          one.exception?.reason === exception.reason,
      ),
  );
}
