import type { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  availabilitySchema,
  componentDeliverySchema,
  creationPlanSchema,
  environmentsResponseSchema,
  objectManifestsSchema,
  planStateSchema,
  pullRequestsResponseSchema,
  reviewDetailSchema,
  reviewSummarySchema,
  rolloutSchema,
  type CreationPlanRequest,
  type MergeRequest,
  type ReviewRequest,
} from '@slipway/plugin-gitops-common';
import { z } from 'zod';
import type { GitOpsApi, RequestOptions } from './GitOpsApi';

const reviewsSchema = z.object({ pullRequests: z.array(reviewSummarySchema) });
const manifestsSchema = z.object({ manifests: z.array(objectManifestsSchema) });

/** {@link GitOpsApi} over HTTP. Answers are parsed, so that pages only meet what was agreed. */
export class GitOpsClient implements GitOpsApi {
  readonly #discovery: DiscoveryApi;
  readonly #fetch: FetchApi;

  constructor(options: { discovery: DiscoveryApi; fetch: FetchApi }) {
    this.#discovery = options.discovery;
    this.#fetch = options.fetch;
  }

  async getDelivery(component: string, options?: RequestOptions) {
    const path = `/components/${encodeURIComponent(component)}/delivery`;
    return this.#read(path, componentDeliverySchema, options);
  }

  async getOpenPullRequests(
    query: { component?: string } = {},
    options?: RequestOptions,
  ) {
    const search = new URLSearchParams({ state: 'open', ...query });
    const { pullRequests } = await this.#read(
      `/pull-requests?${search}`,
      pullRequestsResponseSchema,
      options,
    );
    return pullRequests;
  }

  async getEnvironments(options?: RequestOptions) {
    return this.#read('/environments', environmentsResponseSchema, options);
  }

  async getAvailability(
    component: string,
    query: { owner?: string } = {},
    options?: RequestOptions,
  ) {
    const path = `/components/${encodeURIComponent(component)}/availability`;
    const search = new URLSearchParams(query);
    return this.#read(
      search.size > 0 ? `${path}?${search}` : path,
      availabilitySchema,
      options,
    );
  }

  async getReviews(options?: RequestOptions) {
    const path = '/pull-requests?state=open';
    return (await this.#read(path, reviewsSchema, options)).pullRequests;
  }

  async getReview(number: number, options?: RequestOptions) {
    return this.#read(`/pull-requests/${number}`, reviewDetailSchema, options);
  }

  async getPlanState(number: number, options?: RequestOptions) {
    return this.#read(
      `/pull-requests/${number}/plan`,
      planStateSchema,
      options,
    );
  }

  async getRollout(number: number, options?: RequestOptions) {
    return this.#read(
      `/pull-requests/${number}/rollout`,
      rolloutSchema,
      options,
    );
  }

  async getManifests(plan: string, overlay: string, options?: RequestOptions) {
    const search = new URLSearchParams({ overlay });
    const path = `/plans/${encodeURIComponent(plan)}/manifests?${search}`;
    return (await this.#read(path, manifestsSchema, options)).manifests;
  }

  async planCreation(request: CreationPlanRequest, options?: RequestOptions) {
    return this.#read('/plans/creation', creationPlanSchema, {
      ...options,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    });
  }

  async submitReview(number: number, request: ReviewRequest, token: string) {
    await this.#postAs(token, `/pull-requests/${number}/reviews`, request);
  }

  async mergePullRequest(number: number, request: MergeRequest, token: string) {
    await this.#postAs(token, `/pull-requests/${number}/merge`, request);
  }

  async #postAs(token: string, path: string, body: unknown): Promise<void> {
    const baseUrl = await this.#discovery.getBaseUrl('gitops');
    const response = await this.#fetch.fetch(`${baseUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forge-token': token },
      body: JSON.stringify(body),
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
  }

  async #read<T extends z.ZodType>(
    path: string,
    schema: T,
    init: RequestInit = {},
  ): Promise<z.output<T>> {
    const baseUrl = await this.#discovery.getBaseUrl('gitops');
    const response = await this.#fetch.fetch(`${baseUrl}${path}`, init);
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return schema.parse(await response.json());
  }
}
