import { createApiRef } from '@backstage/frontend-plugin-api';
import type {
  Availability,
  ComponentDelivery,
  CreationPlan,
  CreationPlanRequest,
  EnvironmentsResponse,
  MergeRequest,
  ObjectManifests,
  PlanState,
  PullRequestSummary,
  ReviewDetail,
  ReviewRequest,
  ReviewSummary,
  Rollout,
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

  /** Open pull requests with what a reviewer picks them by. */
  getReviews(options?: RequestOptions): Promise<ReviewSummary[]>;

  /** One pull request with its checks, commits and discussion. */
  getReview(number: number, options?: RequestOptions): Promise<ReviewDetail>;

  /** What the newest commit of a pull request would do, or how far planning it is. */
  getPlanState(number: number, options?: RequestOptions): Promise<PlanState>;

  /** How far a merged pull request has come on every cluster. */
  getRollout(number: number, options?: RequestOptions): Promise<Rollout>;

  /** Manifests of the changed objects of one overlay of a plan. */
  getManifests(
    plan: string,
    overlay: string,
    options?: RequestOptions,
  ): Promise<ObjectManifests[]>;

  /** What a template would create of a form's answers; it creates nothing. */
  planCreation(
    request: CreationPlanRequest,
    options?: RequestOptions,
  ): Promise<CreationPlan>;

  /** Says something on a pull request as the person whose token of the forge it is. */
  submitReview(
    number: number,
    request: ReviewRequest,
    token: string,
  ): Promise<void>;

  /** Merges a pull request as the person whose token of the forge it is. */
  mergePullRequest(
    number: number,
    request: MergeRequest,
    token: string,
  ): Promise<void>;
}

/** @public */
export const gitopsApiRef = createApiRef<GitOpsApi>().with({
  id: 'plugin.gitops.service',
  pluginId: 'gitops',
});
