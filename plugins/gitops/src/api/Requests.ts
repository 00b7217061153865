import type { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import { ResponseError } from '@backstage/errors';
import type { z } from 'zod';

/** Options that every request takes. */
export interface RequestOptions {
  /** Ends the request early. */
  signal?: AbortSignal;
}

/** What a query is made of; what is undefined is not asked. */
export type QueryOf<T> = { readonly [K in keyof T]?: T[K] };

/** Asks the backend of the plugin. Answers are parsed, so that pages only meet what was agreed. */
export class Requests {
  readonly #discovery: DiscoveryApi;
  readonly #fetch: FetchApi;

  constructor(options: { discovery: DiscoveryApi; fetch: FetchApi }) {
    this.#discovery = options.discovery;
    this.#fetch = options.fetch;
  }

  /** Reads what an address has. */
  async read<T extends z.ZodType>(
    path: string,
    schema: T,
    init?: RequestInit,
  ): Promise<z.output<T>> {
    return schema.parse(await (await this.#ask(path, init)).json());
  }

  /** Reads what the backend says to a body. */
  async post<T extends z.ZodType>(
    path: string,
    body: unknown,
    schema: T,
    options?: RequestOptions,
  ): Promise<z.output<T>> {
    return this.read(path, schema, {
      ...options,
      ...withBody('POST', body),
    });
  }

  /** Has something done whose answer says nothing more. */
  async write(
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<void> {
    const init = withBody(method, body);
    await this.#ask(path, {
      ...init,
      headers: { ...init.headers, ...headers },
    });
  }

  async #ask(path: string, init: RequestInit = {}): Promise<Response> {
    const baseUrl = await this.#discovery.getBaseUrl('gitops');
    const response = await this.#fetch.fetch(`${baseUrl}${path}`, init);
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }
}

function withBody(method: string, body: unknown) {
  return body === undefined
    ? { method }
    : {
        method,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      };
}

/** An address of parts that may hold anything, with a query. */
export function addressOf(
  parts: readonly string[],
  query: QueryOf<Record<string, string | number | undefined>> = {},
): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) {
      search.set(name, String(value));
    }
  }
  const path = parts.map(part => `/${encodeURIComponent(part)}`).join('');
  return search.size > 0 ? `${path}?${search}` : path;
}
