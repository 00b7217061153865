import type { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  availabilitySchema,
  componentDeliverySchema,
  environmentsResponseSchema,
  pullRequestsResponseSchema,
} from '@slipway/plugin-gitops-common';
import type { z } from 'zod';
import type { GitOpsApi, RequestOptions } from './GitOpsApi';

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
