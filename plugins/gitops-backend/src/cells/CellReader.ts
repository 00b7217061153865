import { NotFoundError, toError } from '@backstage/errors';
import {
  type CellDetail,
  type DeliveryCell,
  type LiveObjectSummary,
  namespaceName,
} from '@slipway/plugin-gitops-common';
import type { ClusterWorkloadsProvider } from '@slipway/plugin-gitops-node';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { VisibleComponents } from '../access/VisibleComponents';
import { deliveryMatrix } from '../delivery/deliveryMatrix';
import type { ChangeLog } from '../history/ChangeLog';
import type { GitOpsIndex } from '../index/GitOpsIndex';
import { CircuitBreaker } from '../status/CircuitBreaker';
import type { ClusterStatusReader } from '../status/ClusterStatusReader';
import { cellLinks, type LinkTemplate } from './cellLinks';
import type { PromotionSource } from './PromotionSource';
import { SharedReads, type Unavailable } from './SharedReads';
import { WorkloadsReader } from './WorkloadsReader';

/** Changes that are shown. */
const CHANGES = 5;

/** What a {@link CellReader} is made from. */
export interface CellReaderOptions {
  index: Pick<GitOpsIndex, 'snapshot'>;
  clusters: readonly Pick<
    ClusterStatusReader,
    'cluster' | 'ready' | 'readComponent' | 'readObjects'
  >[];
  workloads: readonly ClusterWorkloadsProvider[];
  links: readonly LinkTemplate[];
  changes?: Pick<ChangeLog, 'newest'>;
  promotions?: PromotionSource;
  logger: LoggerService;
  now?: () => Date;
}

/** A cell of the grid. */
export interface CellPlace {
  component: string;
  environment: string;
  cluster: string;
}

/** Reads everything behind a cell. Each part may be missing, and none waits for another. */
export class CellReader {
  readonly #options: CellReaderOptions;
  readonly #now: () => Date;
  readonly #objects: ReadonlyMap<string, SharedReads<LiveObjectSummary>>;
  readonly #workloads: ReadonlyMap<string, WorkloadsReader>;

  constructor(options: CellReaderOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
    this.#objects = new Map(
      options.clusters.map(one => [
        one.cluster,
        new SharedReads(
          `Objects from Argo CD of ${one.cluster}`,
          new CircuitBreaker(),
          (name, { signal }) => one.readObjects(name, signal),
        ),
      ]),
    );
    this.#workloads = new Map(
      options.workloads.map(one => [one.cluster, new WorkloadsReader(one)]),
    );
  }

  /** @throws `NotFoundError` if the environment is not on the cluster */
  async read(
    place: CellPlace,
    visible: Pick<VisibleComponents, 'has'>,
  ): Promise<CellDetail> {
    const { component, environment, cluster } = place;
    const reader = this.#options.clusters.find(one => one.cluster === cluster);
    await reader?.ready();
    const cell = this.#cell(place);
    const namespace = namespaceName(component, environment);
    const workloads = this.#workloads.get(cluster);
    const [objects, pods, events, changes, promotions, hold] =
      await Promise.all([
        this.#readObjects(place, cell),
        workloads?.readPods(namespace) ?? unconfigured(cluster),
        workloads?.readWarnings(namespace) ?? unconfigured(cluster),
        this.#attempt(
          this.#options.changes?.newest(
            { component, environment, cluster },
            CHANGES,
          ),
        ),
        this.#attempt(this.#options.promotions?.open(place)),
        this.#attempt(this.#options.promotions?.hold(place)),
      ]);
    const since =
      changes?.at(0)?.at ?? cell.desired?.committedAt ?? cell.lastSyncedAt;
    return {
      component,
      environment,
      namespace,
      cell,
      objects,
      pods,
      events,
      changes: changes ?? [],
      hold,
      promotions: (promotions ?? []).map(one => ({
        ...one,
        parts: one.parts.filter(part => visible.has(part.component)),
      })),
      links: this.#links(place, namespace, cell, since),
    };
  }

  #cell({ component, environment, cluster }: CellPlace): DeliveryCell {
    const { index, clusters } = this.#options;
    const matrix = deliveryMatrix(
      index.snapshot,
      component,
      new Map(clusters.map(one => [one.cluster, one.readComponent(component)])),
      this.#now(),
    );
    const cell = matrix.environments
      .find(one => one.name === environment)
      ?.cells.find(one => one.cluster === cluster);
    if (!cell) {
      throw new NotFoundError(
        `There is no environment ${environment} on a cluster ${cluster}; see environments.yaml`,
      );
    }
    return cell;
  }

  async #readObjects(
    { component, cluster }: CellPlace,
    cell: DeliveryCell,
  ): Promise<LiveObjectSummary[] | Unavailable> {
    const { clusters } = this.#options;
    const observation = clusters
      .find(one => one.cluster === cluster)
      ?.readComponent(component);
    const objects = this.#objects.get(cluster);
    if (!objects || !observation) {
      return {
        state: 'unknown',
        reason: `No Argo CD is configured for ${cluster}; add it to gitops.clusters.`,
      };
    }
    if (observation.status !== 'observed') {
      return { state: observation.status, reason: observation.reason };
    }
    return cell.synced ? objects.read(cell.applicationName) : [];
  }

  /** What the database does not give takes nothing else from the page. */
  async #attempt<T>(part: Promise<T> | undefined): Promise<T | undefined> {
    try {
      return await part;
    } catch (error) {
      this.#options.logger.warn(
        `A part of a cell was not read: ${toError(error).message}`,
      );
      return undefined;
    }
  }

  #links(
    place: CellPlace,
    namespace: string,
    cell: DeliveryCell,
    since: string | undefined,
  ): CellDetail['links'] {
    const now = this.#now().getTime();
    return [
      ...(cell.applicationUrl
        ? [
            {
              kind: 'argocd' as const,
              title: 'Argo CD',
              url: cell.applicationUrl,
            },
          ]
        : []),
      ...cellLinks(this.#options.links, {
        component: place.component,
        environment: place.environment,
        cluster: place.cluster,
        namespace,
        from: String(since ? Date.parse(since) : now - 60 * 60 * 1000),
        to: String(now),
      }),
    ];
  }
}

function unconfigured(cluster: string): Unavailable {
  return {
    state: 'unknown',
    reason: `No Kubernetes API is configured for ${cluster}; add it to gitops.clusters.`,
  };
}
