import { randomUUID } from 'node:crypto';
import { access, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { NotFoundError } from '@backstage/errors';
import { GitObjects, type TreeFile } from './GitObjects';
import { GitError, runGit } from './runGit';

const MIB = 1024 * 1024;
const LOCAL = { timeoutMs: 30_000, maxOutput: 64 * MIB };
const FETCH = { timeoutMs: 120_000, maxOutput: MIB };

/** What git says when the mirror itself is broken, as after a crash, rather than the network. */
const BROKEN =
  /\.lock|not a git repository|corrupt|bad object|missing (blob|tree|commit)|loose object/i;

/** The newest change below a path. */
export interface Change {
  commit: string;
  committedAt: string;
  author: string;
}

/** What a {@link GitMirror} is made from. */
export interface GitMirrorOptions {
  /** The bare repository; made if absent. Only a cache: it may be deleted at any time. */
  directory: string;
  url: string;
  branch: string;
  /** Gives the `Authorization` header of the next fetch. */
  authorization(): Promise<string | undefined>;
  /** Protocols that `url` may use. */
  protocols?: readonly string[];
}

/** A local copy of all branches of a repository, read without a work tree. */
export class GitMirror {
  /** What was fetched. */
  readonly objects: GitObjects;
  readonly #options: GitMirrorOptions;

  constructor(options: GitMirrorOptions) {
    this.objects = new GitObjects(options.directory);
    this.#options = options;
  }

  /**
   * Brings the mirror up to date, and rebuilds it if a crash broke it.
   *
   * @returns the newest commit of the branch
   * @throws `GitError` if the remote does not answer, `NotFoundError` if it lacks the branch
   */
  async fetch(): Promise<string> {
    try {
      await this.#fetch();
    } catch (error) {
      if (!(error instanceof GitError) || !BROKEN.test(error.message)) {
        throw error;
      }
      await rm(this.#options.directory, { recursive: true, force: true });
      await this.#fetch();
    }
    const { branch } = this.#options;
    const commit = await this.resolve(branch);
    if (!commit) {
      throw new NotFoundError(
        `The GitOps repository has no branch "${branch}"; create it or set gitops.branch`,
      );
    }
    return commit;
  }

  /**
   * Brings the newest commit of a pull request, which a fork's is on no branch of the repository. It
   * gets no name here, so that git forgets it in time.
   *
   * @throws `GitError` if there is no such pull request, or the remote does not answer
   */
  async fetchPullRequest(number: number): Promise<void> {
    await this.#fetch(`refs/pull/${number}/head`);
  }

  /** The newest commit of a branch, if there is one. */
  async resolve(branch: string): Promise<string | undefined> {
    const output = await this.#git([
      'for-each-ref',
      '--format=%(objectname)',
      '--count=1',
      `refs/heads/${branch}`,
    ]);
    return output.toString('utf8').trim() || undefined;
  }

  /** When a commit was committed, in ISO 8601. */
  async committedAt(commit: string): Promise<string> {
    const output = await this.#git(['show', '-s', '--format=%cI', commit]);
    return output.toString('utf8').trim();
  }

  /** Every file of a commit, or those below some directories. */
  listFiles(
    commit: string,
    directories?: readonly string[],
  ): Promise<TreeFile[]> {
    return this.objects.listFiles(commit, directories);
  }

  /** See {@link GitObjects.listDirectory}. */
  listDirectory(commit: string, directory: string): Promise<TreeFile[]> {
    return this.objects.listDirectory(commit, directory);
  }

  /** The contents of files, in order, by one process. */
  readBlobs(oids: readonly string[]): Promise<string[]> {
    return this.objects.readBlobs(oids);
  }

  /**
   * The newest change of every directory `apps/<component>/overlays/<overlay>`, by one walk along
   * the branch. A merge counts as the change, because it is what brought it to the clusters.
   *
   * @param since - a commit whose answers are known already, to walk no further
   */
  async overlayChanges(
    commit: string,
    since?: string,
  ): Promise<Map<string, Change>> {
    const output = await this.#git([
      'log',
      '--first-parent',
      '-m',
      '-z',
      '--name-only',
      '--no-renames',
      '--format=%x01%H%x02%cI%x02%an',
      ...(since ? [`${since}..${commit}`] : [commit]),
      '--',
      'apps/',
    ]);
    const changes = new Map<string, Change>();
    for (const block of output.toString('utf8').split('\u0001').slice(1)) {
      const [head, ...paths] = block.split('\0');
      const [hash, committedAt, author] = head.split('\u0002');
      for (const path of paths) {
        const overlay = /^\n?(apps\/[^/]+\/overlays\/[^/]+)\//.exec(path)?.[1];
        if (overlay && !changes.has(overlay)) {
          changes.set(overlay, { commit: hash, committedAt, author });
        }
      }
    }
    return changes;
  }

  /** Whether one commit is among the ancestors of another. */
  async isAncestor(ancestor: string, commit: string): Promise<boolean> {
    try {
      await this.#git(['merge-base', '--is-ancestor', ancestor, commit]);
      return true;
    } catch {
      return false;
    }
  }

  /** Paths that a commit changes since it left the branch; undefined if the mirror lacks it. */
  async changedPaths(
    base: string,
    commit: string,
  ): Promise<string[] | undefined> {
    if (!/^[0-9a-f]{40,64}$/.test(commit)) {
      return undefined;
    }
    try {
      const output = await this.#git([
        'diff',
        '--name-only',
        '--no-renames',
        '-z',
        `${base}...${commit}`,
      ]);
      return output.toString('utf8').split('\0').filter(Boolean);
    } catch {
      return undefined;
    }
  }

  /**
   * Paths of the files below a directory with a line that matches one of some patterns.
   *
   * @param patterns - extended regular expressions; upper and lower case are one
   */
  async filesMatching(
    commit: string,
    directory: string,
    patterns: readonly string[],
  ): Promise<string[]> {
    const output = await runGit({
      ...LOCAL,
      gitDir: this.#options.directory,
      // Git's way of saying that nothing matches.
      accept: [1],
      args: [
        'grep',
        '--name-only',
        '--ignore-case',
        '--extended-regexp',
        '-z',
        ...patterns.flatMap(pattern => ['-e', pattern]),
        commit,
        '--',
        directory,
      ],
    });
    return output
      .toString('utf8')
      .split('\0')
      .filter(Boolean)
      .map(line => line.slice(commit.length + 1));
  }

  async #fetch(refs = '+refs/heads/*:refs/heads/*'): Promise<void> {
    const { directory, url, protocols = ['https', 'http'] } = this.#options;
    await this.#create();
    const authorization = await this.#options.authorization();
    await runGit({
      ...FETCH,
      gitDir: directory,
      protocols,
      // The header is bound to the repository's address and never follows a redirect.
      config: {
        'http.followRedirects': 'false',
        'credential.helper': '',
        ...(authorization && {
          [`http.${url}.extraHeader`]: `Authorization: ${authorization}`,
        }),
      },
      args: [
        'fetch',
        '--quiet',
        '--prune',
        '--no-tags',
        '--no-write-fetch-head',
        '--end-of-options',
        url,
        refs,
      ],
    });
  }

  /** Makes the bare repository aside and moves it into place, so that half of one is never seen. */
  async #create(): Promise<void> {
    const { directory } = this.#options;
    if (await exists(join(directory, 'HEAD'))) {
      return;
    }
    await mkdir(dirname(directory), { recursive: true, mode: 0o700 });
    const aside = `${directory}.${randomUUID()}`;
    await runGit({
      ...LOCAL,
      gitDir: aside,
      args: ['init', '--quiet', '--bare', '--template='],
    });
    await rm(directory, { recursive: true, force: true });
    await rename(aside, directory);
  }

  #git(args: readonly string[], input?: string): Promise<Buffer> {
    return runGit({ ...LOCAL, gitDir: this.#options.directory, args, input });
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
