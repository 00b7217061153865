import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  type IndexStatus,
  MalformedFileError,
} from '@slipway/plugin-gitops-common';
import type { GitOpsRepository } from '@slipway/plugin-gitops-node';
import type { SnapshotStore } from '../database/SnapshotStore';
import type { GitMirror } from '../git/GitMirror';
import { changedComponents } from './changedComponents';
import { readSnapshot } from './readSnapshot';
import type { Snapshot } from './snapshot';

/** What a {@link GitOpsIndex} is made from. */
export interface GitOpsIndexOptions {
  repository: GitOpsRepository;
  mirror: GitMirror;
  store: SnapshotStore;
  logger: LoggerService;
  now?: () => Date;
}

/**
 * Called when there is a newer snapshot.
 *
 * @param components - what changed in it; undefined if all may have
 */
export type IndexListener = (
  snapshot: Snapshot,
  components: readonly string[] | undefined,
) => void;

/** What Git says, from the newest commit that makes sense, and how far that can be relied on. */
export class GitOpsIndex {
  readonly #options: GitOpsIndexOptions;
  readonly #now: () => Date;
  #snapshot: Snapshot | undefined;
  #checkedAt: string | undefined;
  #problem: IndexStatus['problem'];
  #unreachable: IndexStatus['unreachable'];
  #running: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  readonly #listeners = new Set<IndexListener>();

  /** Makes an index that knows what the last one knew. */
  static async create(options: GitOpsIndexOptions): Promise<GitOpsIndex> {
    const { url, branch } = options.repository;
    return new GitOpsIndex(
      options,
      await options.store.load({ repository: url, branch }),
    );
  }

  private constructor(options: GitOpsIndexOptions, snapshot?: Snapshot) {
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
    this.#snapshot = snapshot;
  }

  /** The last good snapshot; undefined until there was one. */
  get snapshot(): Snapshot | undefined {
    return this.#snapshot;
  }

  /** How good, and how old, {@link GitOpsIndex.snapshot} is. */
  get status(): IndexStatus {
    const { url, branch } = this.#options.repository;
    return {
      repository: url,
      branch,
      commit: this.#snapshot?.commit,
      committedAt: this.#snapshot?.committedAt,
      checkedAt: this.#checkedAt,
      problem: this.#problem,
      unreachable: this.#unreachable,
      fileProblems: this.#snapshot?.fileProblems ?? [],
    };
  }

  /** Has somebody told of newer snapshots. */
  subscribe(listener: IndexListener): void {
    this.#listeners.add(listener);
  }

  /**
   * Reads what is new. Callers during a run share the next one, which starts after the news they
   * came with. Never throws: what went wrong is in {@link GitOpsIndex.status}.
   */
  async refresh(): Promise<void> {
    if (!this.#running) {
      this.#running = this.#refresh().finally(() => {
        this.#running = undefined;
      });
      return this.#running;
    }
    this.#next ??= this.#running.then(() => {
      this.#next = undefined;
      return this.refresh();
    });
    return this.#next;
  }

  async #refresh(): Promise<void> {
    const { mirror, logger } = this.#options;
    try {
      const commit = await mirror.fetch();
      await this.#read(commit);
      this.#checkedAt = this.#now().toISOString();
      this.#unreachable = undefined;
    } catch (error) {
      const { message } = toError(error);
      if (this.#unreachable?.reason !== message) {
        logger.warn(`GitOps repository not read: ${message}`);
      }
      this.#unreachable = {
        reason: message,
        since: this.#unreachable?.since ?? this.#now().toISOString(),
      };
    }
  }

  async #read(commit: string): Promise<void> {
    const { mirror, store, repository, logger } = this.#options;
    if (commit === this.#snapshot?.commit) {
      this.#problem = undefined;
      return;
    }
    if (commit === this.#problem?.commit) {
      return;
    }
    try {
      const previous = this.#snapshot;
      const snapshot = await readSnapshot(mirror, commit, previous);
      this.#snapshot = snapshot;
      this.#problem = undefined;
      const changed = changedComponents(previous, snapshot);
      this.#listeners.forEach(listener => listener(snapshot, changed));
      await store.save(
        { repository: repository.url, branch: repository.branch },
        snapshot,
      );
    } catch (error) {
      if (!(error instanceof MalformedFileError)) {
        throw error;
      }
      logger.warn(`Commit ${commit} left out: ${error.message}`);
      this.#problem = {
        ...error.problem,
        commit,
        since: await mirror.committedAt(commit),
      };
    }
  }
}
