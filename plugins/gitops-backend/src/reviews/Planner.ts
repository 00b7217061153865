import type { Plan } from '@slipway/plugin-gitops-common';

/** Says what a change would do. */
export interface Planner {
  /**
   * Plans what merging one commit into another would do.
   *
   * @throws `ConflictError` if they cannot be merged; whatever else is thrown may pass
   */
  planCommits(
    commits: { base: string; head: string; pullRequest: number },
    options: { signal: AbortSignal },
  ): Promise<Plan>;

  /** Works out ahead what plans with this base will ask, while there is no plan to be made. */
  warmUp(base: string, options: { signal: AbortSignal }): Promise<void>;

  /** @throws `NotFoundError` if the plan was never made, or was forgotten since */
  get(id: string): Promise<Plan>;
}
