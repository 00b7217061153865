import type { ArgoCDApi } from '@roadiehq/backstage-plugin-argo-cd';
import type { GitOpsApi } from '@slipway/plugin-gitops';
import {
  type ArgoApplication,
  type ArgoApplicationsResponse,
  GITOPS_LABELS,
} from '@slipway/plugin-gitops-common';
import type { LocatedInstance } from './apisOfInstance';

type AppList = Awaited<ReturnType<ArgoCDApi['getAppListDetails']>>;
type AppDetails = NonNullable<AppList['items']>[number];
type Followed = ArgoApplicationsResponse['instances'][number];

/** What a {@link FollowedArgoCDApi} is made from. */
export interface FollowedArgoCDApiOptions {
  /** Is asked for what the portal does not follow. */
  upstream: ArgoCDApi;
  gitops: Pick<GitOpsApi, 'getArgoApplications'>;
  instances: readonly { name: string; url: string }[];
}

/**
 * Answers upstream's cards from what the portal follows anyway, so that no Argo CD is asked because somebody looks.
 * Histories, commits, and Applications that are not chosen by their component come from upstream.
 */
export class FollowedArgoCDApi implements ArgoCDApi {
  readonly #options: FollowedArgoCDApiOptions;
  /** Cards of a page ask at once for the same. */
  readonly #reads = new Map<string, Promise<Map<string, Followed>>>();

  constructor(options: FollowedArgoCDApiOptions) {
    this.#options = options;
  }

  async serviceLocatorUrl(
    options: Parameters<ArgoCDApi['serviceLocatorUrl']>[0],
  ): Promise<LocatedInstance[] | Error> {
    const { upstream, instances } = this.#options;
    const component = componentOf(options);
    if (component === undefined) {
      return upstream.serviceLocatorUrl(options);
    }
    const followed = await this.#read(component);
    const located = instances.flatMap(({ name, url }) => {
      const { applications, problem } = followed.get(name) ?? {};
      const appName = applications?.map(({ metadata }) => metadata.name);
      return appName || problem ? [{ name, url, appName, problem }] : [];
    });
    if (located.length === instances.length) {
      return located;
    }
    const others = await upstream.serviceLocatorUrl(options);
    return others instanceof Error
      ? others
      : [
          ...located,
          ...others.filter(other =>
            located.every(({ name }) => name !== other.name),
          ),
        ];
  }

  async getAppListDetails(
    options: Parameters<ArgoCDApi['getAppListDetails']>[0],
  ): Promise<AppList> {
    const { instance } = options;
    const component = componentOf(options);
    const followed =
      component !== undefined && instance !== undefined
        ? (await this.#read(component)).get(instance)
        : undefined;
    if (followed?.problem) {
      throw new Error(followed.problem);
    }
    return followed?.applications
      ? { items: followed.applications.map(one => detailsOf(one, followed)) }
      : this.#options.upstream.getAppListDetails(options);
  }

  getAppDetails(options: Parameters<ArgoCDApi['getAppDetails']>[0]) {
    return this.#options.upstream.getAppDetails(options);
  }

  getRevisionDetails(options: Parameters<ArgoCDApi['getRevisionDetails']>[0]) {
    return this.#options.upstream.getRevisionDetails(options);
  }

  listApps(options: Parameters<ArgoCDApi['listApps']>[0]) {
    return this.#options.upstream.listApps(options);
  }

  #read(component: string): Promise<Map<string, Followed>> {
    const reading = this.#reads.get(component);
    if (reading) {
      return reading;
    }
    const read = this.#options.gitops
      .getArgoApplications(component)
      .then(({ instances }) => new Map(instances.map(one => [one.name, one])))
      .finally(() => this.#reads.delete(component));
    this.#reads.set(component, read);
    return read;
  }
}

/** The component whose Applications are chosen, if that is what they are chosen by. */
function componentOf(options: {
  appName?: string;
  appSelector?: string;
  appNamespace?: string;
}): string | undefined {
  const { appName, appSelector, appNamespace } = options;
  const [label, value, ...more] = appSelector?.split('=') ?? [];
  // A selector of several labels, or with other operators, is upstream's to understand.
  return !appName &&
    !appNamespace &&
    label === GITOPS_LABELS.component &&
    /^[a-z0-9-]+$/.test(value ?? '') &&
    more.length === 0
    ? value
    : undefined;
}

function detailsOf(
  { metadata, spec, status }: ArgoApplication,
  { name }: Followed,
): AppDetails {
  const { operationState } = status;
  const details = {
    metadata: { ...metadata, instance: { name, url: undefined } },
    spec,
    status: {
      ...status,
      operationState: operationState && {
        ...operationState,
        finishedAt: operationState.finishedAt,
      },
      history: undefined,
    },
  };
  return details;
}
