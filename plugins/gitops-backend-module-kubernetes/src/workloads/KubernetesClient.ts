import {
  isError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { causedBy } from '@slipway/plugin-gitops-common';
import { Agent, fetch, type Response } from 'undici';
import type { KubernetesCluster } from '../config';
import { readSmallFile } from '../readSmallFile';

/** Bytes of one reply; a pod has about 10 KiB. */
const MAX_REPLY = 16 * 1024 * 1024;

/** Reads the API of one cluster, as the portal's read-only account. */
export class KubernetesClient {
  readonly #cluster: KubernetesCluster;
  /** Connections, by the certificate authority that they trust: it changes when a cluster is built again. */
  #agent: { ca: string | undefined; dispatcher: Agent } | undefined;

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
    const { name, tokenFile } = this.#cluster;
    const token = await readSmallFile(tokenFile);
    if (token === undefined) {
      throw new NotAllowedError(
        `The portal has no token for ${name}; check gitops.clusters[].kubernetes.tokenFile`,
      );
    }
    const response = await this.#request(path, token, signal);
    if (!response.ok) {
      await response.body?.cancel();
      throw this.#refusal(response.status);
    }
    const text = await this.#text(response);
    try {
      return JSON.parse(text);
    } catch {
      throw new TypeError(
        `The Kubernetes API of ${name} answered what is no JSON; check gitops.clusters[].kubernetes.url`,
      );
    }
  }

  /** Ends its connections. */
  async close(): Promise<void> {
    const agent = this.#agent;
    this.#agent = undefined;
    await agent?.dispatcher.close();
  }

  async #request(
    path: string,
    token: string,
    signal: AbortSignal,
  ): Promise<Response> {
    try {
      return await fetch(`${this.#cluster.url}${path}`, {
        dispatcher: await this.#dispatcher(),
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${token}`,
        },
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

  async #dispatcher(): Promise<Agent> {
    const { caFile } = this.#cluster;
    const ca = caFile && (await readSmallFile(caFile));
    if (!this.#agent || this.#agent.ca !== ca) {
      this.#agent?.dispatcher.close().catch(() => {});
      this.#agent = {
        ca,
        dispatcher: new Agent({
          connect: { ca },
          connections: 4,
          maxResponseSize: MAX_REPLY,
        }),
      };
    }
    return this.#agent.dispatcher;
  }

  #refusal(status: number): Error {
    const { name } = this.#cluster;
    if (status === 401 || status === 403) {
      return new NotAllowedError(
        `The Kubernetes API of ${name} refuses the portal (${status}); check the rights of its account`,
      );
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
