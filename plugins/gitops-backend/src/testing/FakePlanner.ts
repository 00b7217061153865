import { NotFoundError } from '@backstage/errors';
import type { Plan } from '@slipway/plugin-gitops-common';
import type { Planner } from '../reviews/Planner';

/** What a plan of two commits says in tests: nothing changes. */
export function planOf(
  { base, head }: { base: string; head: string },
  other: Partial<Plan> = {},
): Plan {
  return {
    id: `plan-of-${base}-${head}`,
    base,
    head,
    createdAt: '2026-11-21T10:00:00Z',
    verdict: { level: 'safe', reasons: [] },
    overlays: [],
    untouched: 0,
    projects: [],
    findings: [],
    otherFiles: [],
    ...other,
  };
}

/** Plans what it is told to, and remembers for whom. */
export class FakePlanner implements Planner {
  /** Heads that a plan was begun of. */
  readonly begun: string[] = [];
  /** Bases that were made ready. */
  readonly warm: string[] = [];
  readonly plans = new Map<string, Plan>();
  /** Answers instead; undefined goes on. */
  answer: (commits: {
    base: string;
    head: string;
    signal: AbortSignal;
  }) => Promise<Partial<Plan> | undefined> = async () => undefined;

  async planCommits(
    commits: { base: string; head: string },
    { signal }: { signal: AbortSignal },
  ): Promise<Plan> {
    this.begun.push(commits.head);
    const plan = planOf(commits, await this.answer({ ...commits, signal }));
    this.plans.set(plan.id, plan);
    return plan;
  }

  async warmUp(base: string): Promise<void> {
    this.warm.push(base);
  }

  async get(id: string): Promise<Plan> {
    const plan = this.plans.get(id);
    if (!plan) {
      throw new NotFoundError(`There is no plan ${id}`);
    }
    return plan;
  }
}
