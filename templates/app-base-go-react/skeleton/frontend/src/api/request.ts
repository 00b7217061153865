import createClient from 'openapi-fetch';
import { isRecord } from '../json';
import type { paths } from './schema';

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
 * What sends requests. Paths, parameters and answers are typed by `schema.d.ts`, which
 * `npm run generate` writes from `api/openapi.yaml`.
 *
 * @param baseUrl - where the API is, without the `/api`; empty for the page's own origin
 */
export function connect(baseUrl: string) {
  return createClient<paths>({
    baseUrl: `${baseUrl || window.location.origin}/api/v1`,
    headers: { accept: 'application/json' },
  });
}

/** Ends a request when the caller says so, or when nobody waits for it any more. */
export function withTimeout(signal?: AbortSignal): AbortSignal {
  const timeout = AbortSignal.timeout(timeoutMs);
  return signal ? AbortSignal.any([signal, timeout]) : timeout;
}

/** The answer; or the refusal, thrown, whether the backend or a proxy before it wrote it. */
export function result<T>({ data, error, response }: { data?: T; error?: unknown; response: Response }): T {
  if (data === undefined) {
    throw new ApiError(response.status, problemDetail(error, response.status));
  }
  return data;
}

/** What to tell the reader of something that was thrown. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function problemDetail(problem: unknown, status: number): string {
  const detail = isRecord(problem) ? problem.detail : undefined;
  return typeof detail === 'string' ? detail : `The backend answered with status ${String(status)}.`;
}
