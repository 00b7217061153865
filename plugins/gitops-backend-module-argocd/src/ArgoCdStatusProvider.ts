import {
  isError,
  NotAllowedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  causedBy,
  GITOPS_LABELS,
  type ObservedApplication,
} from '@slipway/plugin-gitops-common';
import type { ClusterStatusProvider } from '@slipway/plugin-gitops-node';
import {
  applicationListSchema,
  toObservedApplications,
} from './applicationList';
import type { ArgoCdInstance } from './config';
import { readBody } from './readBody';

/** Bytes; about 5,000 Applications. */
const MAX_REPLY = 64 * 1024 * 1024;

/** Reads the Applications of one Argo CD through its API. */
export class ArgoCdStatusProvider implements ClusterStatusProvider {
  readonly #instance: ArgoCdInstance;

  constructor(instance: ArgoCdInstance) {
    this.#instance = instance;
  }

  get cluster(): string {
    return this.#instance.cluster;
  }

  async readApplications({
    signal,
  }: {
    signal: AbortSignal;
  }): Promise<ObservedApplication[]> {
    const response = await this.#request(signal);
    if (response.status === 401 || response.status === 403) {
      await response.body?.cancel();
      throw new NotAllowedError(
        `Argo CD of ${this.cluster} refuses the portal (${response.status}); check gitops.clusters[].argocd.token`,
      );
    }
    if (!response.ok) {
      await response.body?.cancel();
      throw new ServiceUnavailableError(
        `Argo CD of ${this.cluster} answered ${response.status}`,
      );
    }
    return this.#parse(await this.#body(response));
  }

  async #request(signal: AbortSignal): Promise<Response> {
    const { url, token } = this.#instance;
    const query = new URLSearchParams({ selector: GITOPS_LABELS.component });
    try {
      return await fetch(`${url}/api/v1/applications?${query}`, {
        headers: { authorization: `Bearer ${token}` },
        // A redirect would take the token somewhere else.
        redirect: 'error',
        signal,
      });
    } catch (error) {
      throw this.#unreachable(error);
    }
  }

  async #body(response: Response): Promise<string> {
    try {
      return await readBody(response, MAX_REPLY);
    } catch (error) {
      throw error instanceof RangeError ? error : this.#unreachable(error);
    }
  }

  #parse(body: string): ObservedApplication[] {
    const parsed = applicationListSchema.safeParse(parseJson(body));
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new TypeError(
        `Argo CD of ${this.cluster} answered what is no list of Applications (${[
          ...issue.path,
          issue.message,
        ].join(' ')}); check gitops.clusters[].argocd.url`,
      );
    }
    return toObservedApplications(parsed.data, this.#instance.webUrl);
  }

  #unreachable(error: unknown): Error {
    const timeout = isError(error) && error.name === 'TimeoutError';
    return causedBy(
      new ServiceUnavailableError(
        `Argo CD of ${this.cluster} ${
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
