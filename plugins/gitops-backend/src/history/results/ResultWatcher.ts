import type {
  ChangeResult,
  Observation,
  VersionChange,
} from '@slipway/plugin-gitops-common';
import type { ChangeStore } from '../store/ChangeStore';
import type { Revisions } from './Revisions';
import { seenOf } from './SeenCluster';
import { isOpen, resultOf, WATCHED_AFTER_HEALTH_MS } from './resultOf';

/** What was seen of a change on a cluster for the first time. */
export interface SeenResult {
  change: VersionChange;
  cluster: string;
  seen: ChangeResult;
}

/** What a {@link ResultWatcher} is made from. */
export interface ResultWatcherOptions {
  store: Pick<ChangeStore, 'unsettled' | 'addResult'>;
  clusters: readonly { cluster: string; read(): Promise<Observation> }[];
  revisions: Pick<Revisions, 'includes'>;
  onResults(results: readonly SeenResult[]): void;
  now?(): Date;
}

/** Sees what comes of changes on clusters, and writes it into the log. */
export class ResultWatcher {
  readonly #options: ResultWatcherOptions;

  constructor(options: ResultWatcherOptions) {
    this.#options = options;
  }

  /** Looks at what is not settled. Looking twice, or by several replicas, changes nothing. */
  async look(): Promise<void> {
    const { store, clusters, revisions, onResults } = this.#options;
    const now = this.#options.now?.() ?? new Date();
    const unsettled = await store.unsettled(
      new Date(now.getTime() - WATCHED_AFTER_HEALTH_MS),
    );
    const open = unsettled.flatMap(({ seq, change }) =>
      change.clusters
        .filter(cluster => isOpen(change, cluster, now))
        .map(cluster => ({ seq, change, cluster })),
    );
    if (open.length === 0) {
      return;
    }
    const observations = new Map(
      await Promise.all(
        clusters.map(
          async one => [one.cluster, seenOf(await one.read())] as const,
        ),
      ),
    );
    // A revision that the mirror lacks is asked for once a look, not once a cell.
    const unknown = new Set<string>();
    const includes = async (revision: string, commit: string) => {
      if (revision !== commit && unknown.has(revision)) {
        return false;
      }
      const found = await revisions.includes(revision, commit);
      if (found === undefined) {
        unknown.add(revision);
      }
      return found ?? false;
    };
    const results: SeenResult[] = [];
    for (const { seq, change, cluster } of open) {
      const seen = await resultOf(
        change,
        cluster,
        observations.get(cluster),
        revision => includes(revision, change.commit),
      );
      if (seen && (await store.addResult(seq, cluster, seen))) {
        results.push({ change, cluster, seen });
      }
    }
    if (results.length > 0) {
      onResults(results);
    }
  }
}
