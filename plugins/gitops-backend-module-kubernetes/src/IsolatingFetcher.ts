import { toError } from '@backstage/errors';
import type {
  ClusterDetails,
  FetchResponseWrapper,
  KubernetesCredential,
  KubernetesFetcher,
  ObjectFetchParams,
} from '@backstage/plugin-kubernetes-node';

/** A page waits no longer than this for one cluster. Milliseconds. */
const DEADLINE_MS = 10_000;

/**
 * Keeps the trouble of one cluster to that cluster. The plugin's own fetcher has no time limit, and
 * an error that it did not foresee takes the other clusters from the page too.
 */
export class IsolatingFetcher implements KubernetesFetcher {
  readonly #fetcher: KubernetesFetcher;
  readonly #deadlineMs: number;

  constructor(fetcher: KubernetesFetcher, deadlineMs: number = DEADLINE_MS) {
    this.#fetcher = fetcher;
    this.#deadlineMs = deadlineMs;
  }

  fetchObjectsForService(
    params: ObjectFetchParams,
  ): Promise<FetchResponseWrapper> {
    return this.#isolate(params.clusterDetails, () =>
      this.#fetcher.fetchObjectsForService(params),
    );
  }

  fetchPodMetricsByNamespaces(
    cluster: ClusterDetails,
    credential: KubernetesCredential,
    namespaces: Set<string>,
    labelSelector?: string,
  ): Promise<FetchResponseWrapper> {
    return this.#isolate(cluster, () =>
      this.#fetcher.fetchPodMetricsByNamespaces(
        cluster,
        credential,
        namespaces,
        labelSelector,
      ),
    );
  }

  async #isolate(
    { name }: ClusterDetails,
    call: () => Promise<FetchResponseWrapper>,
  ): Promise<FetchResponseWrapper> {
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<FetchResponseWrapper>(resolve => {
      timer = setTimeout(
        () =>
          resolve(
            failure(`${name} did not answer within ${this.#deadlineMs} ms`),
          ),
        this.#deadlineMs,
      );
    });
    try {
      return await Promise.race([call(), deadline]);
    } catch (error) {
      return failure(`${name} is not reachable: ${toError(error).message}`);
    } finally {
      clearTimeout(timer);
    }
  }
}

function failure(message: string): FetchResponseWrapper {
  return { errors: [{ errorType: 'FETCH_ERROR', message }], responses: [] };
}
