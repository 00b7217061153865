import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  type Environments,
  formatFileProblem,
  type VersionChange,
} from '@slipway/plugin-gitops-common';
import type { ChangeStore } from './store/ChangeStore';
import { LayerWalk, type TouchingCommit } from './walk/LayerWalk';
import { readChanges } from './walk/readChanges';

const DAY_MS = 24 * 60 * 60_000;
/** How much of the past a new log begins with. */
const BACK_FILL = { commits: 1_000, days: 180 };
/** A branch that seems to be rewritten must seem so for this long: what the forge answers may be old. Milliseconds. */
const REWRITTEN_AFTER_MS = 60_000;
/** Replicas that overtake each other. */
const ATTEMPTS = 5;

/** What a {@link ChangeReader} is made from. */
export interface ChangeReaderOptions {
  /** The bare repository. */
  directory: string;
  /** Brings it up to date, and says the newest commit of the branch; undefined if the forge does not answer. */
  fetch(): Promise<string | undefined>;
  /** The environments for commits whose own cannot be read. */
  environments(): Environments | undefined;
  /** Page of the repository. */
  repositoryUrl: string;
  store: Pick<ChangeStore, 'cursor' | 'advance'>;
  /** Adds what is known of a change from elsewhere. */
  complete(change: VersionChange): Promise<VersionChange>;
  /** Hears of changes that came after the log began. */
  onChanges(changes: readonly VersionChange[]): void;
  logger: LoggerService;
  now?(): Date;
}

/** Reads the branch that clusters follow into the log. */
export class ChangeReader {
  readonly #options: ChangeReaderOptions;
  readonly #walk: LayerWalk;
  #suspicion: { cursor: string; head: string; since: number } | undefined;

  constructor(options: ChangeReaderOptions) {
    this.#options = options;
    this.#walk = new LayerWalk(options.directory);
  }

  /** Reads what is new, up to a commit that the mirror has. */
  async read(head: string): Promise<void> {
    const { store } = this.#options;
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const cursor = await store.cursor();
      if (cursor === head || (await this.#add(cursor, head))) {
        return;
      }
    }
  }

  /** @returns false if another replica went on meanwhile */
  async #add(cursor: string | undefined, head: string): Promise<boolean> {
    if (cursor === undefined) {
      return this.#advance(cursor, head, await this.#past(head));
    }
    if (await this.#follows(cursor, head)) {
      return this.#advance(
        cursor,
        head,
        await this.#walk.between(cursor, head),
      );
    }
    // Perhaps this mirror is only behind the one of the replica that read last.
    const newest = await this.#options.fetch();
    if (newest === undefined || newest === cursor) {
      return true;
    }
    if (await this.#follows(cursor, newest)) {
      const commits = await this.#walk.between(cursor, newest);
      return this.#advance(cursor, newest, commits);
    }
    return this.#isRewritten(cursor, newest)
      ? this.#advance(cursor, newest, await this.#difference(cursor, newest))
      : true;
  }

  async #advance(
    cursor: string | undefined,
    head: string,
    commits: readonly TouchingCommit[],
  ): Promise<boolean> {
    const { directory, repositoryUrl, store, logger } = this.#options;
    const { changes, problems } = await readChanges(commits, {
      directory,
      repositoryUrl,
      environments: this.#options.environments(),
    });
    const complete: VersionChange[] = [];
    for (const change of changes) {
      complete.push(await this.#options.complete(change));
    }
    const added = await store.advance(cursor, head, complete);
    if (!added) {
      return false;
    }
    this.#suspicion = undefined;
    for (const problem of problems) {
      logger.warn(
        `The version-change log leaves out ${formatFileProblem(problem)}`,
      );
    }
    // The past is no news.
    if (cursor !== undefined && added.length > 0) {
      this.#options.onChanges(added);
    }
    return true;
  }

  #past(head: string): Promise<TouchingCommit[]> {
    return this.#walk.newest(head, {
      commits: BACK_FILL.commits,
      since: new Date(this.#now() - BACK_FILL.days * DAY_MS),
    });
  }

  /** What a rewritten branch did to clusters, which saw only the old end and the new one. */
  async #difference(cursor: string, head: string): Promise<TouchingCommit[]> {
    this.#options.logger.warn(
      `The branch was rewritten from ${cursor} to ${head}; the version-change log has the difference as one change`,
    );
    return (await this.#walk.has(cursor))
      ? this.#walk.across(cursor, head)
      : this.#past(head);
  }

  async #follows(cursor: string, head: string): Promise<boolean> {
    return (await this.#walk.has(cursor)) && this.#walk.leadsTo(cursor, head);
  }

  #isRewritten(cursor: string, head: string): boolean {
    const now = this.#now();
    const before = this.#suspicion;
    if (before?.cursor !== cursor || before.head !== head) {
      this.#suspicion = { cursor, head, since: now };
      return false;
    }
    return now - before.since >= REWRITTEN_AFTER_MS;
  }

  #now(): number {
    return (this.#options.now?.() ?? new Date()).getTime();
  }
}
