import type { SideFinding } from './input';
import type { PolicyFinding } from './plan';

/** Findings of the head; those that the base has as well are not the change's doing. */
export function compareFindings(
  base: readonly SideFinding[],
  head: readonly SideFinding[],
): PolicyFinding[] {
  const known = new Set(base.map(identity));
  return head.map(finding => ({
    ...finding,
    introduced: !known.has(identity(finding)),
  }));
}

function identity({ rule, effect, object, reason }: SideFinding): string {
  return JSON.stringify([rule, effect, object, reason]);
}
