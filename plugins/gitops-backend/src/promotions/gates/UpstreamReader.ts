import {
  artefactsOf,
  type ChangeResult,
  type Environment,
  type Environments,
  livePartsOf,
  namespaceName,
  type Observation,
  overlayForCluster,
  overlayName,
  overlayPath,
  type Promotion,
  type PromotionPart,
  recoveryOf,
  sameArtefacts,
  type UpstreamHealth,
  upstreamOf,
  type VersionChange,
} from '@slipway/plugin-gitops-common';
import type { ChangeLog } from '../../history/ChangeLog';
import type { GitOpsIndex } from '../../index/GitOpsIndex';

/** Of one overlay; older changes do not open a gate. */
const MAX_CHANGES = 50;

/** A cluster that can be looked at. */
export interface ClusterObserver {
  readonly cluster: string;
  /** What is known now. Never throws. */
  read(): Promise<Observation>;
}

/** What an {@link UpstreamReader} is made from. */
export interface UpstreamReaderOptions {
  index: Pick<GitOpsIndex, 'snapshot'>;
  clusters: readonly ClusterObserver[];
  changes: Pick<ChangeLog, 'ofOverlay'>;
}

/** Tells how a release does in the environments before. */
export class UpstreamReader {
  readonly #options: UpstreamReaderOptions;

  constructor(options: UpstreamReaderOptions) {
    this.#options = options;
  }

  /** @returns nothing of clusters that cannot be asked */
  async read(
    promotion: Pick<Promotion, 'kind' | 'parts'>,
    environments: Environments,
    environment: Environment,
  ): Promise<UpstreamHealth[]> {
    if (promotion.kind === 'rollback') {
      return [];
    }
    const parts = new Map(
      livePartsOf(promotion).map(part => [part.component, part]),
    );
    const found = await Promise.all(
      upstreamOf(environments, environment).flatMap(before =>
        [...parts.values()].flatMap(part =>
          before.clusters.map(cluster => this.#of(part, before, cluster)),
        ),
      ),
    );
    return found.filter(one => one !== undefined);
  }

  async #of(
    { component, images }: PromotionPart,
    environment: Environment,
    cluster: string,
  ): Promise<UpstreamHealth | undefined> {
    const { index, changes } = this.#options;
    const at = { component, environment: environment.name, cluster };
    const overlays = index.snapshot?.components[component]?.overlays ?? [];
    const overlay = overlayForCluster(
      component,
      environment,
      cluster,
      overlays.map(({ name }) => name),
    );
    const indexed =
      overlay && overlays.find(({ name }) => name === overlayName(overlay));
    if (!overlay || !indexed) {
      return { ...at, status: 'not-deployed' };
    }
    const log = await changes.ofOverlay(overlayPath(overlay), MAX_CHANGES);
    const last = log.findIndex(one => sameArtefacts(one.images, images));
    if (!sameArtefacts(artefactsOf(indexed.images), images)) {
      return { ...at, ...replaced(log, last, cluster) };
    }
    return this.#now(at, last === 0 ? log[0] : undefined);
  }

  async #now(
    at: Pick<UpstreamHealth, 'component' | 'environment' | 'cluster'>,
    change: VersionChange | undefined,
  ): Promise<UpstreamHealth | undefined> {
    const observation = await this.#options.clusters
      .find(({ cluster }) => cluster === at.cluster)
      ?.read();
    if (observation?.status !== 'observed') {
      return undefined;
    }
    const application = observation.applications.find(
      ({ name }) => name === namespaceName(at.component, at.environment),
    );
    if (
      application?.sync !== 'Synced' ||
      application.health !== 'Healthy' ||
      application.failing
    ) {
      return { ...at, status: 'unhealthy' };
    }
    const result = change?.results[at.cluster] ?? {};
    const since =
      healthySince(result) ??
      // The log has not been told yet that it is well again.
      (result.healthyAt && result.failedAt) ??
      application.lastSyncedAt ??
      observation.observedAt;
    return { ...at, status: 'healthy', since };
  }
}

/** @param position - of the release in the log, whose newest change is the first; below nought if it never was there */
function replaced(
  log: readonly VersionChange[],
  position: number,
  cluster: string,
):
  | { status: 'unhealthy' }
  | { status: 'replaced'; since: string; until: string } {
  const since = healthySince(log[position]?.results[cluster] ?? {});
  const next = log[position - 1];
  return since !== undefined && next
    ? { status: 'replaced', since, until: next.at }
    : { status: 'unhealthy' };
}

/** Since when a release is well, or was to the end; undefined if it is not so. */
function healthySince(result: ChangeResult): string | undefined {
  return result.failedAt === undefined ? result.healthyAt : recoveryOf(result);
}
