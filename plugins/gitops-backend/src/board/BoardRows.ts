import { type BoardCell, gravestState } from '@slipway/plugin-gitops-common';
import { deliveryMatrix, STALE_AFTER_MS } from '../delivery/deliveryMatrix';
import type { GitOpsIndex } from '../index/GitOpsIndex';
import type { ClusterStatusReader } from '../status/ClusterStatusReader';

/** What the board knows of one component, whoever looks. */
export interface BoardComponent {
  component: string;
  cells: readonly BoardCell[];
}

/** What {@link BoardRows} are made from. */
export interface BoardRowsOptions {
  index: Pick<GitOpsIndex, 'snapshot' | 'subscribe'>;
  clusters: readonly Pick<
    ClusterStatusReader,
    'cluster' | 'components' | 'readComponent' | 'subscribe'
  >[];
  now?: () => Date;
}

const byName = ([a]: [string, unknown], [b]: [string, unknown]) =>
  a < b ? -1 : 1;

/** All components on all clusters, worked out again only where something changed. */
export class BoardRows {
  readonly #options: BoardRowsOptions;
  readonly #now: () => Date;
  #rows = new Map<string, BoardComponent>();
  /** Components to work out; undefined for all. */
  #dirty: Set<string> | undefined;
  #stale = '';

  constructor(options: BoardRowsOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
    const mark = (components: readonly string[] | undefined) =>
      this.#mark(components);
    options.index.subscribe((_snapshot, components) => mark(components));
    options.clusters.forEach(reader => reader.subscribe(mark));
  }

  /** All rows as they are now, by component, in order of names. A row that is as it was is the same object. */
  current(): ReadonlyMap<string, BoardComponent> {
    const now = this.#now();
    const stale = this.#staleAt(now);
    if (stale !== this.#stale) {
      this.#stale = stale;
      this.#dirty = undefined;
    }
    const dirty = this.#dirty ?? this.#all();
    this.#dirty = new Set();
    let isNew = false;
    for (const component of dirty) {
      const cells = this.#cells(component, now);
      if (cells.length > 0) {
        isNew ||= !this.#rows.has(component);
        this.#rows.set(component, { component, cells });
      } else {
        this.#rows.delete(component);
      }
    }
    if (isNew) {
      this.#rows = new Map([...this.#rows].sort(byName));
    }
    return this.#rows;
  }

  #mark(components: readonly string[] | undefined): void {
    if (components) {
      components.forEach(one => this.#dirty?.add(one));
    } else {
      this.#dirty = undefined;
    }
  }

  /** The clusters whose last answer is too old: it gets so though nothing was said. */
  #staleAt(now: Date): string {
    return this.#options.clusters
      .filter(reader => {
        const observation = reader.readComponent('');
        return (
          observation.status === 'observed' &&
          now.getTime() - Date.parse(observation.observedAt) > STALE_AFTER_MS
        );
      })
      .map(({ cluster }) => cluster)
      .join();
  }

  #all(): Set<string> {
    const { index, clusters } = this.#options;
    return new Set([
      ...this.#rows.keys(),
      ...Object.keys(index.snapshot?.components ?? {}),
      ...clusters.flatMap(reader => reader.components),
    ]);
  }

  #cells(component: string, now: Date): BoardCell[] {
    const { index, clusters } = this.#options;
    const { environments } = deliveryMatrix(
      index.snapshot,
      component,
      new Map(
        clusters.map(reader => [
          reader.cluster,
          reader.readComponent(component),
        ]),
      ),
      now,
    );
    return environments.flatMap(({ name, cells }): BoardCell[] => {
      const there = cells.filter(({ desired, synced }) => desired || synced);
      if (there.length === 0) {
        return [];
      }
      return [
        summary(
          name,
          there.map(({ cluster, state, message, desired }) => ({
            cluster,
            state,
            message,
            version: desired?.version,
          })),
          there.flatMap(({ desired }) => desired?.committedAt ?? []),
        ),
      ];
    });
  }
}

function summary(
  environment: string,
  clusters: BoardCell['clusters'],
  changes: readonly string[],
): BoardCell {
  const newest = changes.reduce<string | undefined>(
    (latest, one) =>
      latest && Date.parse(latest) >= Date.parse(one) ? latest : one,
    undefined,
  );
  return {
    environment,
    state: gravestState(clusters.map(({ state }) => state)),
    versions: [...new Set(clusters.flatMap(({ version }) => version ?? []))],
    ...(newest && { changedAt: newest }),
    clusters,
  };
}

/** A cell without all but some of its clusters; undefined if none of them is left. */
export function onClusters(
  cell: BoardCell,
  wanted: ReadonlySet<string>,
): BoardCell | undefined {
  const clusters = cell.clusters.filter(({ cluster }) => wanted.has(cluster));
  if (clusters.length === 0) {
    return undefined;
  }
  return clusters.length === cell.clusters.length
    ? cell
    : summary(
        cell.environment,
        clusters,
        cell.changedAt ? [cell.changedAt] : [],
      );
}
