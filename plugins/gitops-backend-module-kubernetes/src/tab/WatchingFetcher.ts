import type { FetchResponse } from '@backstage/plugin-kubernetes-common';
import type {
  ClusterDetails,
  FetchResponseWrapper,
  KubernetesCredential,
  KubernetesFetcher,
  ObjectFetchParams,
  ObjectToFetch,
} from '@backstage/plugin-kubernetes-node';
import type { FollowedCluster } from './FollowedCluster';
import type { FollowedObjects, KnownObjects } from './FollowedObjects';

/**
 * Answers from watches what the tab shows of the clusters of `gitops.clusters`, however many look. The plugin's own
 * fetcher is asked for what is not followed: other clusters, Secrets, custom resources, what is forbidden, and what is
 * too much.
 */
export class WatchingFetcher implements KubernetesFetcher {
  readonly #fetcher: KubernetesFetcher;
  readonly #clusters: ReadonlyMap<string, FollowedCluster>;

  /** @param clusters - by name */
  constructor(
    fetcher: KubernetesFetcher,
    clusters: ReadonlyMap<string, FollowedCluster>,
  ) {
    this.#fetcher = fetcher;
    this.#clusters = clusters;
  }

  async fetchObjectsForService(
    params: ObjectFetchParams,
  ): Promise<FetchResponseWrapper> {
    const { clusterDetails, customResources } = params;
    const followed = this.#clusters.get(clusterDetails.name)?.select(params);
    if (!followed) {
      return this.#fetcher.fetchObjectsForService(params);
    }
    const kinds = [...params.objectTypesToFetch].filter(isFollowable);
    const known = await lookAt(followed, kinds);
    const unreachable = reasonOf(known);
    if (unreachable) {
      return {
        errors: [{ errorType: 'FETCH_ERROR', message: unreachable }],
        responses: [],
      };
    }
    const responses = responsesOf(known);
    const rest = [...params.objectTypesToFetch].filter(
      kind => !responses.has(kind),
    );
    if (rest.length === 0 && customResources.length === 0) {
      return { errors: [], responses: [...responses.values()] };
    }
    const asked = await this.#fetcher.fetchObjectsForService({
      ...params,
      objectTypesToFetch: new Set(rest),
    });
    return {
      errors: asked.errors,
      responses: [...responses.values(), ...asked.responses],
    };
  }

  fetchPodMetricsByNamespaces(
    cluster: ClusterDetails,
    credential: KubernetesCredential,
    namespaces: Set<string>,
    labelSelector?: string,
  ): Promise<FetchResponseWrapper> {
    return this.#fetcher.fetchPodMetricsByNamespaces(
      cluster,
      credential,
      namespaces,
      labelSelector,
    );
  }
}

type Known = ReadonlyMap<ObjectToFetch, KnownObjects>;

/** What Secrets hold is kept nowhere. */
function isFollowable({ plural, objectType }: ObjectToFetch): boolean {
  return plural !== 'secrets' && objectType !== 'secrets';
}

async function lookAt(
  followed: FollowedObjects,
  kinds: readonly ObjectToFetch[],
): Promise<Known> {
  return new Map(
    await Promise.all(
      kinds.map(async kind => [kind, await followed.look(kind)] as const),
    ),
  );
}

/** Why the cluster is not reachable, if it is for none of the kinds. */
function reasonOf(known: Known): string | undefined {
  const problems = [...known.values()].map(one =>
    'problem' in one && one.problem?.name === 'ServiceUnavailableError'
      ? one.problem.message
      : undefined,
  );
  return problems.includes(undefined) ? undefined : problems[0];
}

function responsesOf(known: Known): Map<ObjectToFetch, FetchResponse> {
  return new Map(
    [...known].flatMap(([kind, one]) =>
      'objects' in one
        ? [
            [
              kind,
              // They are what the API said, which is all that upstream knows of them, too.
              {
                type: kind.objectType,
                resources: one.objects,
              } as FetchResponse,
            ] as const,
          ]
        : [],
    ),
  );
}
