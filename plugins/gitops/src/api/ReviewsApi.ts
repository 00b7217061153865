import {
  creationPlanSchema,
  objectManifestsSchema,
  planSchema,
  planStateSchema,
  pullRequestsResponseSchema,
  reviewDetailSchema,
  reviewSummarySchema,
  rolloutSchema,
  type CreationPlan,
  type CreationPlanRequest,
  type MergeRequest,
  type ObjectManifests,
  type Plan,
  type PlanState,
  type PullRequestSummary,
  type ReviewDetail,
  type ReviewRequest,
  type ReviewSummary,
  type Rollout,
} from '@slipway/plugin-gitops-common';
import { z } from 'zod';
import { addressOf, type RequestOptions, type Requests } from './Requests';

const reviewsSchema = z.object({ pullRequests: z.array(reviewSummarySchema) });
const manifestsSchema = z.object({ manifests: z.array(objectManifestsSchema) });

/** Pull requests of the GitOps repository, and plans. */
export interface ReviewsApi {
  /** Open pull requests of the GitOps repository, of one component or of all. */
  getOpenPullRequests(
    query?: { component?: string },
    options?: RequestOptions,
  ): Promise<PullRequestSummary[]>;

  /** Open pull requests with what a reviewer picks them by. */
  getReviews(options?: RequestOptions): Promise<ReviewSummary[]>;

  /** Those of one component. */
  getReviewsOf(
    component: string,
    options?: RequestOptions,
  ): Promise<ReviewSummary[]>;

  /** One pull request with its checks, commits and discussion. */
  getReview(number: number, options?: RequestOptions): Promise<ReviewDetail>;

  /** What the newest commit of a pull request would do, or how far planning it is. */
  getPlanState(number: number, options?: RequestOptions): Promise<PlanState>;

  /** How far a merged pull request has come on every cluster. */
  getRollout(number: number, options?: RequestOptions): Promise<Rollout>;

  /** What something would do that was planned before. */
  getPlan(id: string, options?: RequestOptions): Promise<Plan>;

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

/** {@link ReviewsApi} over HTTP. */
export function reviewsClient(requests: Requests): ReviewsApi {
  const ofPull = (number: number, part?: string) =>
    addressOf(['pull-requests', `${number}`, ...(part ? [part] : [])]);
  const open = { state: 'open' };
  return {
    getOpenPullRequests: async (query, options) => {
      const path = addressOf(['pull-requests'], { ...open, ...query });
      return (await requests.read(path, pullRequestsResponseSchema, options))
        .pullRequests;
    },
    getReviews: async options => {
      const path = addressOf(['pull-requests'], open);
      return (await requests.read(path, reviewsSchema, options)).pullRequests;
    },
    getReviewsOf: async (component, options) => {
      const path = addressOf(['pull-requests'], { ...open, component });
      return (await requests.read(path, reviewsSchema, options)).pullRequests;
    },
    getReview: async (number, options) =>
      requests.read(ofPull(number), reviewDetailSchema, options),
    getPlanState: async (number, options) =>
      requests.read(ofPull(number, 'plan'), planStateSchema, options),
    getRollout: async (number, options) =>
      requests.read(ofPull(number, 'rollout'), rolloutSchema, options),
    getPlan: async (id, options) =>
      requests.read(addressOf(['plans', id]), planSchema, options),
    getManifests: async (plan, overlay, options) => {
      const path = addressOf(['plans', plan, 'manifests'], { overlay });
      return (await requests.read(path, manifestsSchema, options)).manifests;
    },
    planCreation: async (request, options) =>
      requests.post('/plans/creation', request, creationPlanSchema, options),
    submitReview: async (number, request, token) =>
      requests.write(
        'POST',
        ofPull(number, 'reviews'),
        request,
        asPerson(token),
      ),
    mergePullRequest: async (number, request, token) =>
      requests.write('POST', ofPull(number, 'merge'), request, asPerson(token)),
  };
}

function asPerson(token: string) {
  return { 'x-forge-token': token };
}
