import { claimsOf } from '../claims/claims';
import { findCollisions, type Collision } from '../claims/collisions';
import type { OverlayClaims, PlanInput, PlanSide } from '../input';
import type { Masker } from '../masking/Masker';
import { Placements } from './placements';
import { type PlannedOverlay, planOverlay } from './planOverlay';

/** Plans of all overlays that change. */
export interface PlannedOverlays {
  /** By environment in order of promotion, then by component. */
  planned: PlannedOverlay[];
  /** How many of the overlays that might have changed did not. */
  same: number;
  collisions: Collision[];
}

/** Plans every overlay that either side has. */
export function planOverlays(
  input: PlanInput,
  masker: Masker,
): PlannedOverlays {
  const { base, head } = input;
  const context = {
    base: new Placements(base),
    head: new Placements(head),
    masker,
  };
  const paths = [
    ...new Set([...head.overlays.keys(), ...base.overlays.keys()]),
  ];
  const planned = paths.flatMap(path => {
    const sides = {
      base: base.overlays.get(path),
      head: head.overlays.get(path),
    };
    return planOverlay(sides, context) ?? [];
  });
  const rank = environmentRanks(input);
  const rankOf = (one: PlannedOverlay) =>
    rank.get(one.plan.environment) ?? rank.size;
  planned.sort(
    (one, other) =>
      rankOf(one) - rankOf(other) ||
      compareTexts(one.plan.component, other.plan.component) ||
      compareTexts(one.plan.path, other.plan.path),
  );
  return {
    planned,
    same: paths.length - planned.length,
    collisions: findCollisions(
      [...claimsByPath(head).values()],
      claimsByPath(base),
      input.untouched,
    ),
  };
}

/** Environments in order: those that are, then those that were. */
function environmentRanks({ base, head }: PlanInput): Map<string, number> {
  const names = [head, base].flatMap(({ environments }) =>
    environments.environments.map(({ name }) => name),
  );
  return new Map([...new Set(names)].map((name, index) => [name, index]));
}

function claimsByPath(side: PlanSide): Map<string, OverlayClaims> {
  return new Map(
    [...side.overlays].map(([path, rendered]) => [path, claimsOf(rendered)]),
  );
}

function compareTexts(one: string, other: string): number {
  if (one === other) {
    return 0;
  }
  return one < other ? -1 : 1;
}
