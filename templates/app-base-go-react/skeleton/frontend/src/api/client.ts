import { isRecord } from '../json';

/** What the backend says about itself. */
export interface Info {
  name: string;
  version: string;
  commit: string;
  environment: string;
}

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
 * Makes a client of the API.
 *
 * @param baseUrl - where the API is, without the `/api`; empty for the page's own origin
 */
export function createApiClient(baseUrl: string): ApiClient {
  const get = async (path: string, signal?: AbortSignal): Promise<unknown> => {
    const timeout = AbortSignal.timeout(timeoutMs);
    const response = await fetch(`${baseUrl}/api/v1/${path}`, {
      headers: { accept: 'application/json' },
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    const body: unknown = await response.json().catch(() => undefined);
    if (!response.ok) {
      throw new ApiError(response.status, problemDetail(body, response.status));
    }
    return body;
  };

  return {
    info: async signal => parseInfo(await get('info', signal)),
    greet: async (name, signal) =>
      text(await get(`greetings/${encodeURIComponent(name)}`, signal), 'message'),
  };
}

function parseInfo(body: unknown): Info {
  return {
    name: text(body, 'name'),
    version: text(body, 'version'),
    commit: text(body, 'commit'),
    environment: text(body, 'environment'),
  };
}

function text(body: unknown, key: string): string {
  const value = isRecord(body) ? body[key] : undefined;
  if (typeof value !== 'string') {
    throw new Error(`The backend's answer has no "${key}"`);
  }
  return value;
}

function problemDetail(body: unknown, status: number): string {
  const detail = isRecord(body) ? body.detail : undefined;
  return typeof detail === 'string' ? detail : `The backend answered with status ${String(status)}.`;
}
