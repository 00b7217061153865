import { toError } from '@backstage/errors';
import {
  type Plan,
  PLAN_COMMENT_MARKER,
  planComment,
  planStatus,
} from '@slipway/plugin-gitops-common';
import type { Forge, ForgeStatus } from '@slipway/plugin-gitops-node';
import type { LoggerService } from '@backstage/backend-plugin-api';

/** Name of the check on the forge; protect the branch with it. */
export const PLAN_STATUS_CONTEXT = 'slipway/plan';

const TIMEOUT_MS = 15_000;

/** Tells the forge about plans: a status on the newest commit, and one comment. */
export class PlanTeller {
  readonly #forge: Pick<Forge, 'setStatus' | 'upsertComment'>;
  readonly #pageOf: (number: number) => string;
  readonly #logger: LoggerService;

  /** @param options.pageOf - the address of a pull request's page in the portal */
  constructor(options: {
    forge: Pick<Forge, 'setStatus' | 'upsertComment'>;
    pageOf(number: number): string;
    logger: LoggerService;
  }) {
    this.#forge = options.forge;
    this.#pageOf = options.pageOf;
    this.#logger = options.logger;
  }

  /** Says what a plan comes to. Said twice, it is there once. */
  async plan(
    { number, head }: { number: number; head: string },
    plan: Plan,
  ): Promise<void> {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const url = this.#pageOf(number);
    await this.#forge.setStatus(
      {
        ...planStatus(plan),
        commit: head,
        context: PLAN_STATUS_CONTEXT,
        url,
      },
      { signal },
    );
    await this.#forge.upsertComment(
      {
        pullRequest: number,
        marker: PLAN_COMMENT_MARKER,
        body: planComment(plan, { url }),
      },
      { signal },
    );
  }

  /**
   * Says how far it is. Nobody waits for that, so that a forge that is away does not keep a plan from
   * being made.
   *
   * @returns whether the forge knows
   */
  async progress(
    { number, head }: { number: number; head: string },
    status: Pick<ForgeStatus, 'state' | 'description'>,
  ): Promise<boolean> {
    try {
      await this.#forge.setStatus(
        {
          ...status,
          commit: head,
          context: PLAN_STATUS_CONTEXT,
          url: this.#pageOf(number),
        },
        { signal: AbortSignal.timeout(TIMEOUT_MS) },
      );
      return true;
    } catch (error) {
      this.#logger.warn(
        `The forge does not know that pull request #${number} is ${status.state}: ${toError(error).message}`,
      );
      return false;
    }
  }
}
