import createClient from 'openapi-fetch';
import { isRecord } from '../json';
import type { components, paths } from './schema';

/** What the backend says about itself. */
export type Info = components['schemas']['Info'];

/** The operations of `api/openapi.yaml` that the page uses. */
export interface ApiClient {
  info(signal?: AbortSignal): Promise<Info>;
  greet(name: string, signal?: AbortSignal): Promise<string>;
}

/** A refusal of the backend, in its words. */
export class ApiError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
  }
}

const timeoutMs = 10_000;

/**
 * Makes a client of the API. Paths, parameters and answers are typed by `schema.d.ts`, which
 * `npm run generate` writes from `api/openapi.yaml`.
 *
 * @param baseUrl - where the API is, without the `/api`; empty for the page's own origin
 */
export function createApiClient(baseUrl: string): ApiClient {
  const client = createClient<paths>({
    baseUrl: `${baseUrl || window.location.origin}/api/v1`,
    headers: { accept: 'application/json' },
  });

  return {
    info: async signal => result(await client.GET('/info', { signal: withTimeout(signal) })),
    greet: async (name, signal) => {
      const greeting = await client.GET('/greetings/{name}', {
        params: { path: { name } },
        signal: withTimeout(signal),
      });
      return result(greeting).message;
    },
  };
}

function withTimeout(signal?: AbortSignal): AbortSignal {
  const timeout = AbortSignal.timeout(timeoutMs);
  return signal ? AbortSignal.any([signal, timeout]) : timeout;
}

/** The answer; or the refusal, thrown, whether the backend or a proxy before it wrote it. */
function result<T>({ data, error, response }: { data?: T; error?: unknown; response: Response }): T {
  if (data === undefined) {
    throw new ApiError(response.status, problemDetail(error, response.status));
  }
  return data;
}

function problemDetail(problem: unknown, status: number): string {
  const detail = isRecord(problem) ? problem.detail : undefined;
  return typeof detail === 'string' ? detail : `The backend answered with status ${String(status)}.`;
}
