import { randomUUID } from 'node:crypto';
import type { VerdictLevel } from '@slipway/plugin-gitops-common';
import type { Knex } from 'knex';

const TABLE = 'pull_request_plans';

/** Other workers took every row that was seen; they work them off. */
const MAX_CLAIM_ATTEMPTS = 10;

/** `planned`: there is a plan, and the forge was not told yet. */
export type PullRequestPlanState =
  'queued' | 'planned' | 'told' | 'failed' | 'closed';

/** How far the plan of a pull request is. */
export interface PullRequestPlan {
  number: number;
  head: string;
  base: string;
  state: PullRequestPlanState;
  planId: string | undefined;
  verdict: VerdictLevel | undefined;
  problem: string | undefined;
  /** Whether the forge knows that this head is being planned. */
  announced: boolean;
  /** Failures in a row. */
  attempts: number;
}

/** A pull request that one worker has, until it is done or its lease ends. */
export type ClaimedPlan = PullRequestPlan & { claim: string };

interface Row {
  repository: string;
  number: number;
  head: string;
  base: string;
  state: PullRequestPlanState;
  plan_id: string | null;
  verdict: VerdictLevel | null;
  problem: string | null;
  announced: boolean | number;
  attempts: number;
  due_at: Date | null;
  claim: string | null;
  claimed_until: Date | null;
  updated_at: Date;
}

/** The pull requests of one repository that are, or were, planned; shared by all replicas. */
export class PullRequestPlanStore {
  readonly #knex: Knex;
  readonly #repository: string;

  constructor(knex: Knex, repository: string) {
    this.#knex = knex;
    this.#repository = repository;
  }

  async get(number: number): Promise<PullRequestPlan | undefined> {
    const row = await this.#rows().where({ number }).first();
    return row && toPlan(row);
  }

  /** Those of open pull requests, by number. */
  async open(): Promise<Map<number, PullRequestPlan>> {
    const rows = await this.#rows().whereNot({ state: 'closed' });
    return new Map(rows.map(row => [row.number, toPlan(row)]));
  }

  /** Queues a pull request anew, and takes it from whoever works on an older commit of it. */
  async queue(
    { number, head, base }: { number: number; head: string; base: string },
    options: { announced: boolean; now: Date },
  ): Promise<void> {
    const row: Omit<Row, 'repository' | 'number'> = {
      head,
      base,
      state: 'queued',
      plan_id: null,
      verdict: null,
      problem: null,
      announced: options.announced,
      attempts: 0,
      due_at: options.now,
      claim: null,
      claimed_until: null,
      updated_at: options.now,
    };
    await this.#knex<Row>(TABLE)
      .insert({ ...row, repository: this.#repository, number })
      .onConflict(['repository', 'number'])
      .merge(row);
  }

  /** Takes note of a base that makes no difference. */
  async setBase(number: number, base: string): Promise<void> {
    await this.#rows().where({ number }).update({ base });
  }

  /** Ends the work on pull requests that are not among the open ones, and keeps their plans. */
  async closeOthers(open: readonly number[], now: Date): Promise<void> {
    await this.#rows()
      .whereNot({ state: 'closed' })
      .whereNotIn('number', open)
      .update({
        state: 'closed',
        due_at: null,
        claim: null,
        claimed_until: null,
        updated_at: now,
      });
  }

  /** Forgets pull requests that were closed long ago. */
  async forgetClosedBefore(time: Date): Promise<void> {
    await this.#rows()
      .where({ state: 'closed' })
      .where('updated_at', '<', time)
      .delete();
  }

  /**
   * Takes the pull request that waited longest; of many workers, one gets it.
   *
   * @returns undefined if none is due
   */
  async claim(now: Date, leaseMs: number): Promise<ClaimedPlan | undefined> {
    const due = () =>
      this.#rows()
        .where('due_at', '<=', now)
        .where(free =>
          free.whereNull('claimed_until').orWhere('claimed_until', '<', now),
        );
    for (let attempt = 0; attempt < MAX_CLAIM_ATTEMPTS; attempt += 1) {
      const row = await due().orderBy('due_at').orderBy('number').first();
      if (!row) {
        return undefined;
      }
      const claim = randomUUID();
      const taken = await due()
        .where({ number: row.number, head: row.head, base: row.base })
        .update({ claim, claimed_until: new Date(now.getTime() + leaseMs) });
      if (taken === 1) {
        return { ...toPlan(row), claim };
      }
    }
    return undefined;
  }

  /** @returns false if the pull request was taken away, because there is a newer commit */
  async renew(
    { number, claim }: ClaimedPlan,
    now: Date,
    leaseMs: number,
  ): Promise<boolean> {
    const kept = await this.#rows()
      .where({ number, claim })
      .update({ claimed_until: new Date(now.getTime() + leaseMs) });
    return kept === 1;
  }

  /**
   * Writes down what was reached.
   *
   * @param changes - with `dueAt`, the claim ends: undefined means that nothing is left to do
   * @returns false if the pull request was taken away, and nothing was written
   */
  async settle(
    { number, claim }: ClaimedPlan,
    changes: Partial<
      Pick<
        PullRequestPlan,
        'state' | 'planId' | 'verdict' | 'problem' | 'announced' | 'attempts'
      >
    > & { dueAt?: Date | undefined },
    now: Date,
  ): Promise<boolean> {
    const { planId, dueAt, problem, ...same } = changes;
    const written = await this.#rows()
      .where({ number, claim })
      .update({
        ...same,
        ...('planId' in changes && { plan_id: planId ?? null }),
        ...('problem' in changes && { problem: problem ?? null }),
        ...('dueAt' in changes && {
          due_at: dueAt ?? null,
          claim: null,
          claimed_until: null,
        }),
        updated_at: now,
      });
    return written === 1;
  }

  #rows(): Knex.QueryBuilder<Row, Row[]> {
    return this.#knex<Row>(TABLE).where({ repository: this.#repository });
  }
}

function toPlan(row: Row): PullRequestPlan {
  return {
    number: row.number,
    head: row.head,
    base: row.base,
    state: row.state,
    planId: row.plan_id ?? undefined,
    verdict: row.verdict ?? undefined,
    problem: row.problem ?? undefined,
    announced: Boolean(row.announced),
    attempts: row.attempts,
  };
}
