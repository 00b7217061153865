import { createApiRef } from '@backstage/frontend-plugin-api';
import type {
  Availability,
  ComponentDelivery,
  EnvironmentsResponse,
  PullRequestSummary,
} from '@slipway/plugin-gitops-common';

/** Options that every request takes. */
export interface RequestOptions {
  /** Ends the request early. */
  signal?: AbortSignal;
}

/**
 * What the gitops plugin of the backend knows. Every method throws a
 * `ResponseError` when the backend refuses, and an `Error` when it does not
 * answer or its answer has another shape than agreed.
 *
 * @public
 */
export interface GitOpsApi {
  /** What runs where, and the open pull requests, of one component. */
  getDelivery(
    component: string,
    options?: RequestOptions,
  ): Promise<ComponentDelivery>;

  /** Open pull requests of the GitOps repository, of one component or of all. */
  getOpenPullRequests(
    query?: { component?: string },
    options?: RequestOptions,
  ): Promise<PullRequestSummary[]>;

  /** Environments in order of promotion, and their clusters. */
  getEnvironments(options?: RequestOptions): Promise<EnvironmentsResponse>;

  /** Whether a new component can have a name, and what stands in its way. */
  getAvailability(
    component: string,
    query?: { owner?: string },
    options?: RequestOptions,
  ): Promise<Availability>;
}

/** @public */
export const gitopsApiRef = createApiRef<GitOpsApi>().with({
  id: 'plugin.gitops.service',
  pluginId: 'gitops',
});
