import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, toError } from '@backstage/errors';
import type { Plan } from '@slipway/plugin-gitops-common';
import { coalesce } from './coalesce';
import type { Planner } from './Planner';
import type { PlanTeller } from './PlanTeller';
import type { ClaimedPlan, PullRequestPlanStore } from './PullRequestPlanStore';
import type { PullRequestQueue } from './PullRequestQueue';
import { retryDelay } from './retryDelay';

/** A worker that died is replaced after this. Milliseconds. */
const LEASE_MS = 60_000;
const PLAN_TIMEOUT_MS = 10 * 60_000;
const MAX_PROBLEM = 500;

/** What a {@link PullRequestPlanner} is made from. */
export interface PullRequestPlannerOptions {
  planner: Planner;
  queue: Pick<PullRequestQueue, 'look'>;
  store: PullRequestPlanStore;
  teller: PlanTeller;
  logger: LoggerService;
  now(): Date;
  leaseMs?: number;
}

/** Plans open pull requests, the newest commit of each only, and tells the forge what came of it. */
export class PullRequestPlanner {
  /** Queues what is new and gives up what is superseded. Asked for in a storm, it runs twice. */
  readonly look = coalesce(() => this.#look());
  /** Works off all that is due, beside what other replicas do. */
  readonly work = coalesce(() => this.#work());
  readonly #options: PullRequestPlannerOptions;
  readonly #leaseMs: number;
  #current: { number: number; superseded: AbortController } | undefined;

  constructor(options: PullRequestPlannerOptions) {
    this.#options = options;
    this.#leaseMs = options.leaseMs ?? LEASE_MS;
  }

  async #look(): Promise<void> {
    const queued = await this.#options.queue.look();
    if (this.#current && queued.includes(this.#current.number)) {
      this.#current.superseded.abort();
    }
  }

  async #work(): Promise<void> {
    const { store, now } = this.#options;
    for (;;) {
      const claimed = await store.claim(now(), this.#leaseMs);
      if (!claimed) {
        return;
      }
      await this.#keepingClaim(claimed, signal => this.#take(claimed, signal));
    }
  }

  /** Holds on to a pull request while it is worked on, and stops when a newer commit takes it away. */
  async #keepingClaim(
    claimed: ClaimedPlan,
    work: (signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    const { store, now, logger } = this.#options;
    const superseded = new AbortController();
    this.#current = { number: claimed.number, superseded };
    const renewal = setInterval(() => {
      store.renew(claimed, now(), this.#leaseMs).then(
        kept => kept || superseded.abort(),
        error => logger.warn('A plan’s lease was not renewed', toError(error)),
      );
    }, this.#leaseMs / 3);
    try {
      await work(superseded.signal);
    } finally {
      clearInterval(renewal);
      this.#current = undefined;
    }
  }

  async #take(claimed: ClaimedPlan, superseded: AbortSignal): Promise<void> {
    const { store, teller, now } = this.#options;
    let plan: Plan;
    try {
      plan = await this.#plan(claimed, superseded);
    } catch (error) {
      if (!superseded.aborted) {
        await this.#failed(claimed, toError(error));
      }
      return;
    }
    const kept = await store.settle(
      claimed,
      {
        state: 'planned',
        planId: plan.id,
        verdict: plan.verdict.level,
        problem: undefined,
      },
      now(),
    );
    if (!kept) {
      return;
    }
    try {
      await teller.plan(claimed, plan);
      const told = { state: 'told', attempts: 0, dueAt: undefined } as const;
      await store.settle(claimed, told, now());
    } catch (error) {
      await this.#untold(claimed, toError(error));
    }
  }

  async #plan(claimed: ClaimedPlan, superseded: AbortSignal): Promise<Plan> {
    const { base, head, number: pullRequest } = claimed;
    const timeout = AbortSignal.timeout(PLAN_TIMEOUT_MS);
    // Both at a time, and both over before anything else is said: the last word counts.
    const [planned, announced] = await Promise.allSettled([
      // A plan that was made before is found again by the planner.
      this.#options.planner.planCommits(
        { base, head, pullRequest },
        { signal: AbortSignal.any([superseded, timeout]) },
      ),
      this.#announce(claimed),
    ]);
    if (planned.status === 'rejected') {
      throw planned.reason;
    }
    if (announced.status === 'rejected') {
      throw announced.reason;
    }
    return planned.value;
  }

  async #announce(claimed: ClaimedPlan): Promise<void> {
    if (claimed.announced || claimed.state === 'planned') {
      return;
    }
    const { store, teller, now } = this.#options;
    const announced = await teller.progress(claimed, {
      state: 'pending',
      description: 'Working out what this changes',
    });
    await store.settle(claimed, { announced }, now());
  }

  /** Commits that conflict wait for a newer one; whatever else went wrong is tried again. */
  async #failed(claimed: ClaimedPlan, error: Error): Promise<void> {
    const { store, teller, logger, now } = this.#options;
    const final = error instanceof ConflictError;
    const problem = oneLine(error.message);
    const attempts = claimed.attempts + 1;
    logger.warn(`Pull request #${claimed.number} was not planned: ${problem}`);
    const kept = await store.settle(
      claimed,
      {
        state: 'failed',
        planId: undefined,
        problem,
        attempts,
        dueAt: final ? undefined : this.#later(attempts),
      },
      now(),
    );
    if (kept && problem !== claimed.problem) {
      await teller.progress(claimed, {
        state: final ? 'failure' : 'error',
        description: problem,
      });
    }
  }

  async #untold(claimed: ClaimedPlan, error: Error): Promise<void> {
    const { store, logger, now } = this.#options;
    const problem = oneLine(error.message);
    const attempts = claimed.attempts + 1;
    logger.warn(
      `The forge does not know the plan of pull request #${claimed.number}: ${problem}`,
    );
    await store.settle(
      claimed,
      { problem, attempts, dueAt: this.#later(attempts) },
      now(),
    );
  }

  #later(attempts: number): Date {
    return new Date(this.#options.now().getTime() + retryDelay(attempts));
  }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, MAX_PROBLEM);
}
