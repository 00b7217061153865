import {
  isError,
  NotAllowedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { causedBy } from '@slipway/plugin-gitops-common';
import type { ArgoCdInstance } from './config';
import { readBody } from './readBody';

/** Limits of one call. */
export interface ArgoCdCallOptions {
  signal: AbortSignal;
  /** Largest reply that is read, in bytes. */
  maxBytes: number;
  /** What it means if this is forbidden to a token that is good. */
  forbidden?: string;
}

/** Asks the API of one Argo CD, as the portal. */
export class ArgoCdClient {
  readonly #instance: ArgoCdInstance;

  constructor(instance: ArgoCdInstance) {
    this.#instance = instance;
  }

  /**
   * The reply to a GET as data; undefined if it is no JSON.
   *
   * @param path - with its query
   * @throws `NotAllowedError` if the token is refused, `ServiceUnavailableError` if there is no good answer
   *   in time, `RangeError` if there is too much of it
   */
  async get(
    path: string,
    { signal, maxBytes, forbidden }: ArgoCdCallOptions,
  ): Promise<unknown> {
    const { cluster } = this.#instance;
    const response = await this.#request(path, signal);
    if (response.status === 401 || response.status === 403) {
      await response.body?.cancel();
      throw new NotAllowedError(
        response.status === 403 && forbidden
          ? forbidden
          : `Argo CD of ${cluster} refuses the portal (${response.status}); check gitops.clusters[].argocd.token`,
      );
    }
    if (!response.ok) {
      await response.body?.cancel();
      throw new ServiceUnavailableError(
        `Argo CD of ${cluster} answered ${response.status}`,
      );
    }
    return parseJson(await this.#body(response, maxBytes));
  }

  async #request(path: string, signal: AbortSignal): Promise<Response> {
    const { url, token } = this.#instance;
    try {
      return await fetch(`${url}${path}`, {
        headers: { authorization: `Bearer ${token}` },
        // A redirect would take the token somewhere else.
        redirect: 'error',
        signal,
      });
    } catch (error) {
      throw this.#unreachable(error);
    }
  }

  async #body(response: Response, maxBytes: number): Promise<string> {
    try {
      return await readBody(response, maxBytes);
    } catch (error) {
      throw error instanceof RangeError ? error : this.#unreachable(error);
    }
  }

  #unreachable(error: unknown): Error {
    const timeout = isError(error) && error.name === 'TimeoutError';
    return causedBy(
      new ServiceUnavailableError(
        `Argo CD of ${this.#instance.cluster} ${
          timeout ? 'did not answer in time' : 'is not reachable'
        }`,
      ),
      error,
    );
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
