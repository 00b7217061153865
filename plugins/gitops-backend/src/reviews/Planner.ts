import type { Plan } from '@slipway/plugin-gitops-common';

/** Says what a change would do. */
export interface Planner {
  /**
   * Plans what merging one commit into another would do.
   *
   * @throws `ConflictError` if they cannot be merged; whatever else is thrown may pass
   */
  planCommits(
    commits: { base: string; head: string },
    options: { signal: AbortSignal },
  ): Promise<Plan>;

  /** @throws `NotFoundError` if the plan was never made, or was forgotten since */
  get(id: string): Promise<Plan>;
}
