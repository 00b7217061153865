import type { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  availabilitySchema,
  componentDeliverySchema,
  environmentsResponseSchema,
  objectManifestsSchema,
  planStateSchema,
  pullRequestsResponseSchema,
  reviewDetailSchema,
  reviewSummarySchema,
  rolloutSchema,
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
    return this.#get(path, componentDeliverySchema, options);
  }

  async getOpenPullRequests(
    query: { component?: string } = {},
    options?: RequestOptions,
  ) {
    const search = new URLSearchParams({ state: 'open', ...query });
    const { pullRequests } = await this.#get(
      `/pull-requests?${search}`,
      pullRequestsResponseSchema,
      options,
    );
    return pullRequests;
  }

  async getEnvironments(options?: RequestOptions) {
    return this.#get('/environments', environmentsResponseSchema, options);
  }

  async getAvailability(
    component: string,
    query: { owner?: string } = {},
    options?: RequestOptions,
  ) {
    const path = `/components/${encodeURIComponent(component)}/availability`;
    const search = new URLSearchParams(query);
    return this.#get(
      search.size > 0 ? `${path}?${search}` : path,
      availabilitySchema,
      options,
    );
  }

  async getReviews(options?: RequestOptions) {
    const path = '/pull-requests?state=open';
    return (await this.#get(path, reviewsSchema, options)).pullRequests;
  }

  async getReview(number: number, options?: RequestOptions) {
    return this.#get(`/pull-requests/${number}`, reviewDetailSchema, options);
  }

  async getPlanState(number: number, options?: RequestOptions) {
    return this.#get(`/pull-requests/${number}/plan`, planStateSchema, options);
  }

  async getRollout(number: number, options?: RequestOptions) {
    return this.#get(
      `/pull-requests/${number}/rollout`,
      rolloutSchema,
      options,
    );
  }

  async getManifests(plan: string, overlay: string, options?: RequestOptions) {
    const search = new URLSearchParams({ overlay });
    const path = `/plans/${encodeURIComponent(plan)}/manifests?${search}`;
    return (await this.#get(path, manifestsSchema, options)).manifests;
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

  async #get<T extends z.ZodType>(
    path: string,
    schema: T,
    options: RequestOptions = {},
  ): Promise<z.output<T>> {
    const baseUrl = await this.#discovery.getBaseUrl('gitops');
    const response = await this.#fetch.fetch(`${baseUrl}${path}`, options);
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return schema.parse(await response.json());
  }
}
