import {
  isError,
  NotAllowedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { causedBy } from '@slipway/plugin-gitops-common';
import { readLines } from '@slipway/plugin-gitops-node';
import type { ArgoCdInstance } from './config';
import { readBody } from './readBody';
import { withLimit } from './withLimit';

/** What the platform calls the end of something that was given up. */
const ABORTED = ['TimeoutError', 'AbortError'];

/** Limits of one call. */
export interface ArgoCdCallOptions {
  signal: AbortSignal;
  /** A reply is given up after this; without it, with the signal alone. Milliseconds. */
  timeoutMs?: number;
  /** Largest reply, or largest line of a stream, that is read, in bytes. */
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
  async get(path: string, options: ArgoCdCallOptions): Promise<unknown> {
    const { timeoutMs, signal } = options;
    if (timeoutMs === undefined) {
      return this.#get(path, options);
    }
    try {
      return await withLimit({ signal, timeoutMs }, limited =>
        this.#get(path, { ...options, signal: limited }),
      );
    } catch (error) {
      throw isError(error) && ABORTED.includes(error.name)
        ? this.#unreachable(error)
        : error;
    }
  }

  /**
   * The lines of a stream of events, as they come: `data: …`, and `:` every 15 s to say that it is alive. Ends with
   * the connection, however that ends.
   *
   * @throws as {@link ArgoCdClient.get}
   */
  async *stream(
    path: string,
    options: ArgoCdCallOptions,
  ): AsyncGenerator<string> {
    // Argo CD sends its signs of life with events of this type only.
    const type = 'text/event-stream';
    const { body } = await this.#accepted(path, type, options);
    try {
      yield* readLines(body ?? emptyBody(), options.maxBytes);
    } catch (error) {
      if (error instanceof RangeError) {
        throw error;
      }
    }
  }

  async #get(path: string, options: ArgoCdCallOptions): Promise<unknown> {
    const response = await this.#accepted(path, 'application/json', options);
    return parseJson(await this.#body(response, options.maxBytes));
  }

  async #accepted(
    path: string,
    accept: string,
    { signal, forbidden }: ArgoCdCallOptions,
  ): Promise<Response> {
    const { cluster } = this.#instance;
    const response = await this.#request(path, accept, signal);
    if (response.ok) {
      return response;
    }
    await response.body?.cancel();
    if (response.status === 401 || response.status === 403) {
      throw new NotAllowedError(
        response.status === 403 && forbidden
          ? forbidden
          : `Argo CD of ${cluster} refuses the portal (${response.status}); check gitops.clusters[].argocd.token`,
      );
    }
    throw new ServiceUnavailableError(
      `Argo CD of ${cluster} answered ${response.status}`,
    );
  }

  async #request(
    path: string,
    accept: string,
    signal: AbortSignal,
  ): Promise<Response> {
    const { url, token } = this.#instance;
    try {
      return await fetch(`${url}${path}`, {
        headers: { accept, authorization: `Bearer ${token}` },
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

async function* emptyBody(): AsyncGenerator<Uint8Array> {}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
