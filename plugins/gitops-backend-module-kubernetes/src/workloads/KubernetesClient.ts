import {
  isError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { causedBy } from '@slipway/plugin-gitops-common';
import { readLines } from '@slipway/plugin-gitops-node';
import { Agent, type Dispatcher, fetch, request, type Response } from 'undici';
import type { KubernetesCluster } from '../config';
import { readSmallFile } from '../readSmallFile';
import { ExpiredError } from '../watch/ExpiredError';

/** Bytes of one reply; a pod has about 10 KiB. */
const MAX_REPLY = 16 * 1024 * 1024;

/** How a stream is read. */
export interface StreamOptions {
  signal: AbortSignal;
  /** Of one line. */
  maxBytes: number;
  /** The stream has to begin within this. Milliseconds. */
  answerMs: number;
  /** Silence after which it is given up. Milliseconds. */
  silenceMs: number;
}

/** Connections of a {@link KubernetesClient}. Streams have their own: they have no end, and keep nobody waiting. */
interface Agents {
  ca: string | undefined;
  replies: Agent;
  streams: Agent;
}

/** Reads the API of one cluster, as the portal's read-only account. */
export class KubernetesClient {
  readonly #cluster: KubernetesCluster;
  /** Connections, by the certificate authority that they trust: it changes when a cluster is built again. */
  #agents: Agents | undefined;

  constructor(cluster: KubernetesCluster) {
    this.#cluster = cluster;
  }

  /**
   * The reply to a GET as data.
   *
   * @param path - with its query
   * @throws `NotAllowedError` if the account is refused, `NotFoundError` if there is no such thing,
   *   `ServiceUnavailableError` if there is no good answer, `TypeError` if the answer is no JSON
   */
  async get(path: string, signal: AbortSignal): Promise<unknown> {
    const response = await this.#request(path, signal);
    if (!response.ok) {
      await response.body?.cancel();
      throw this.#refusal(response.status);
    }
    const text = await this.#text(response);
    try {
      return JSON.parse(text);
    } catch {
      throw new TypeError(
        `The Kubernetes API of ${this.#cluster.name} answered what is no JSON; check gitops.clusters[].kubernetes.url`,
      );
    }
  }

  /**
   * The lines of the reply to a GET, as they come, once it has begun.
   *
   * @throws as {@link KubernetesClient.get}; also while lines are read, and `RangeError` if one is too long
   */
  async stream(
    path: string,
    { signal, maxBytes, answerMs, silenceMs }: StreamOptions,
  ): Promise<AsyncIterable<string>> {
    const headers = await this.#headers();
    const { streams } = await this.#connections();
    let response: Dispatcher.ResponseData;
    try {
      response = await request(`${this.#cluster.url}${path}`, {
        dispatcher: streams,
        headers,
        signal,
        headersTimeout: answerMs,
        bodyTimeout: silenceMs,
      });
    } catch (error) {
      throw this.#unreachable(error);
    }
    if (response.statusCode !== 200) {
      // To end it before it was read is an error to whoever listens.
      response.body.on('error', () => {}).destroy();
      throw this.#refusal(response.statusCode);
    }
    return this.#lines(response.body, maxBytes);
  }

  /** Ends its connections. */
  async close(): Promise<void> {
    const agents = this.#agents;
    this.#agents = undefined;
    await Promise.all([agents?.replies.close(), agents?.streams.destroy()]);
  }

  async *#lines(
    body: AsyncIterable<Uint8Array>,
    maxBytes: number,
  ): AsyncGenerator<string> {
    try {
      yield* readLines(body, maxBytes);
    } catch (error) {
      throw error instanceof RangeError ? error : this.#unreachable(error);
    }
  }

  async #headers(): Promise<Record<string, string>> {
    const { name, tokenFile } = this.#cluster;
    const token = await readSmallFile(tokenFile);
    if (token === undefined) {
      throw new NotAllowedError(
        `The portal has no token for ${name}; check gitops.clusters[].kubernetes.tokenFile`,
      );
    }
    return { accept: 'application/json', authorization: `Bearer ${token}` };
  }

  async #request(path: string, signal: AbortSignal): Promise<Response> {
    const headers = await this.#headers();
    const { replies } = await this.#connections();
    try {
      return await fetch(`${this.#cluster.url}${path}`, {
        dispatcher: replies,
        headers,
        // A redirect would take the token somewhere else.
        redirect: 'error',
        signal,
      });
    } catch (error) {
      throw this.#unreachable(error);
    }
  }

  async #text(response: Response): Promise<string> {
    try {
      return await response.text();
    } catch (error) {
      throw this.#unreachable(error);
    }
  }

  async #connections(): Promise<Agents> {
    const { caFile } = this.#cluster;
    const ca = caFile && (await readSmallFile(caFile));
    if (!this.#agents || this.#agents.ca !== ca) {
      this.#agents?.replies.close().catch(() => {});
      this.#agents?.streams.close().catch(() => {});
      this.#agents = {
        ca,
        replies: new Agent({
          connect: { ca },
          connections: 4,
          maxResponseSize: MAX_REPLY,
        }),
        streams: new Agent({ connect: { ca } }),
      };
    }
    return this.#agents;
  }

  #refusal(status: number): Error {
    const { name } = this.#cluster;
    if (status === 401 || status === 403) {
      return new NotAllowedError(
        `The Kubernetes API of ${name} refuses the portal (${status}); check the rights of its account`,
      );
    }
    if (status === 410) {
      return new ExpiredError(`The Kubernetes API of ${name} begins anew`);
    }
    return status === 404
      ? new NotFoundError(`The Kubernetes API of ${name} has no such thing`)
      : new ServiceUnavailableError(
          `The Kubernetes API of ${name} answered ${status}`,
        );
  }

  #unreachable(error: unknown): Error {
    const timeout = isError(error) && error.name === 'TimeoutError';
    return causedBy(
      new ServiceUnavailableError(
        `The Kubernetes API of ${this.#cluster.name} ${
          timeout ? 'did not answer in time' : 'is not reachable'
        }`,
      ),
      error,
    );
  }
}
