import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { InputError } from '@backstage/errors';
import { causedBy } from '@slipway/plugin-gitops-common';
import { GitObjects } from '../../git/GitObjects';
import { runGit } from '../../git/runGit';

const run = promisify(execFile);
const LIMITS = { timeoutMs: 60_000, maxOutput: 1024 * 1024 };
/** Commits of uncommitted changes are never seen by anyone. */
const NOBODY = {
  'user.name': 'slipway',
  'user.email': 'slipway@localhost',
  'commit.gpgSign': 'false',
};

/** A clone on this machine. What is made of it for a plan lies aside, so that nothing in it changes. */
export class LocalClone {
  /** The objects of the clone, and those made aside. */
  readonly objects: GitObjects;
  readonly #clone: GitObjects;
  readonly #top: string;
  readonly #aside: string;

  /** @throws `InputError` if a directory is in no clone */
  static async open(directory: string): Promise<LocalClone> {
    const [top, gitDir, common] = await locate(directory);
    const aside = await mkdtemp(join(tmpdir(), 'slipway-plan-'));
    try {
      await runGit({
        ...LIMITS,
        gitDir: aside,
        args: ['init', '--quiet', '--bare', '--template='],
      });
      await writeFile(
        join(aside, 'objects/info/alternates'),
        `${join(common, 'objects')}\n`,
      );
      // Where history was cut off at cloning, so that git does not look for what is not there.
      await copyFile(join(common, 'shallow'), join(aside, 'shallow')).catch(
        ignoreAbsence,
      );
      return new LocalClone(top, gitDir, aside);
    } catch (error) {
      await rm(aside, { recursive: true, force: true });
      throw error;
    }
  }

  private constructor(top: string, gitDir: string, aside: string) {
    this.#top = top;
    this.#aside = aside;
    this.#clone = new GitObjects(gitDir);
    this.objects = new GitObjects(aside);
  }

  /** @throws `InputError` if a name stands for no commit of the clone */
  async commitOf(name: string): Promise<string> {
    const commit = await this.#clone.commitOf(name);
    if (!commit) {
      throw new InputError(
        `${name} is no commit in ${this.#top}; fetch it, or name another`,
      );
    }
    return commit;
  }

  /** A commit of everything in the work tree that git does not ignore, on top of another commit. */
  async commitWorkTree(parent: string): Promise<string> {
    const git = async (...args: string[]) => {
      const output = await runGit({
        ...LIMITS,
        gitDir: this.#aside,
        args,
        config: NOBODY,
      });
      return output.toString('utf8').trim();
    };
    await git('config', 'core.bare', 'false');
    await git('config', 'core.worktree', this.#top);
    await git('read-tree', parent);
    await git('-C', this.#top, 'add', '--all', '--', '.');
    const tree = await git('write-tree');
    return git('commit-tree', '-m', 'Uncommitted changes', '-p', parent, tree);
  }

  /** Deletes what was made aside. */
  async close(): Promise<void> {
    await rm(this.#aside, { recursive: true, force: true });
  }
}

async function locate(directory: string): Promise<string[]> {
  try {
    const { stdout } = await run('git', [
      '-C',
      directory,
      'rev-parse',
      '--path-format=absolute',
      '--show-toplevel',
      '--git-dir',
      '--git-common-dir',
    ]);
    return stdout.trim().split('\n');
  } catch (error) {
    throw causedBy(
      new InputError(
        `${directory} is not in a clone of a GitOps repository; go to one, or name it with --repository`,
      ),
      error,
    );
  }
}

function ignoreAbsence(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') {
    throw error;
  }
}
