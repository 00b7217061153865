import { LRUCache } from 'lru-cache';
import { GitError, runGit } from '../../git/runGit';

const LIMITS = { timeoutMs: 30_000, maxOutput: 4 * 1024 * 1024 };
/** How far back from a revision a change is looked for. */
const DEPTH = 20_000;
/** Clusters are at few revisions at a time. */
const CACHE_SIZE = 4;

/** Knows which commits of the branch a revision has. */
export class Revisions {
  readonly #histories: LRUCache<string, ReadonlySet<string>>;

  /** @param directory - of the bare repository */
  constructor(directory: string) {
    this.#histories = new LRUCache({
      max: CACHE_SIZE,
      fetchMethod: revision => readHistory(directory, revision),
    });
  }

  /**
   * Whether a revision, as a cluster names it, has a commit of the branch.
   *
   * @returns undefined if the revision is not known, which it may be later
   */
  async includes(
    revision: string,
    commit: string,
  ): Promise<boolean | undefined> {
    if (revision === commit) {
      return true;
    }
    if (!/^[0-9a-f]{40,64}$/.test(revision)) {
      return false;
    }
    return (await this.#histories.fetch(revision))?.has(commit);
  }
}

/** @returns undefined if the mirror lacks the revision, which it may have later */
async function readHistory(
  gitDir: string,
  revision: string,
): Promise<ReadonlySet<string> | undefined> {
  try {
    const args = [
      'rev-list',
      '--first-parent',
      `--max-count=${DEPTH}`,
      revision,
    ];
    const output = await runGit({ ...LIMITS, gitDir, args });
    return new Set(output.toString('utf8').trim().split('\n'));
  } catch (error) {
    if (error instanceof GitError) {
      return undefined;
    }
    throw error;
  }
}
