import { ConflictError } from '@backstage/errors';
import { BlobReader } from './BlobReader';
import { GitError, runGit } from './runGit';

const MIB = 1024 * 1024;
const LIMITS = { timeoutMs: 30_000, maxOutput: 64 * MIB };
/** Merging two commits that conflict is an answer, not a failure. */
const CONFLICTS = 1;

/** One file of a tree. */
export interface TreeFile {
  path: string;
  oid: string;
  /** Bytes. */
  size: number;
  /** False for symbolic links and submodules, which are never followed. */
  regular: boolean;
}

/** Two commits change the same lines. */
export class MergeConflictError extends ConflictError {
  /** Paths in conflict. */
  readonly files: readonly string[];

  constructor(files: readonly string[]) {
    super(
      `The change conflicts with the branch it is for, in ${files.slice(0, 5).join(', ')}${
        files.length > 5 ? ` and ${files.length - 5} more` : ''
      }; merge that branch into the change, and push`,
    );
    this.files = files;
  }
}

/** The objects of a repository on disk, read without a work tree. */
export class GitObjects {
  /** Contents of files, for those who need many of them bit by bit. */
  readonly blobs = new BlobReader(oids => this.readBlobs(oids));
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /**
   * The commit that a name stands for.
   *
   * @returns undefined if there is none
   */
  async commitOf(name: string): Promise<string | undefined> {
    return this.#parse(`${name}^{commit}`);
  }

  /**
   * The tree of a commit, or a tree itself.
   *
   * @returns undefined if there is none
   */
  async treeOf(name: string): Promise<string | undefined> {
    return this.#parse(`${name}^{tree}`);
  }

  /**
   * The tree that merging two commits comes to.
   *
   * @throws {@link MergeConflictError} with the paths in conflict
   */
  async mergedTree(ours: string, theirs: string): Promise<string> {
    const output = await this.#git(
      [
        'merge-tree',
        '--write-tree',
        '--name-only',
        '--no-messages',
        '-z',
        ours,
        theirs,
      ],
      { accept: [CONFLICTS] },
    );
    const [tree, ...files] = output.toString('utf8').split('\0');
    const conflicts = files.filter(Boolean);
    if (conflicts.length > 0) {
      throw new MergeConflictError(conflicts);
    }
    return tree;
  }

  /**
   * Every file of a commit or a tree.
   *
   * @param directories - each with a slash at its end; only files below them then
   */
  async listFiles(
    tree: string,
    directories: readonly string[] = [],
  ): Promise<TreeFile[]> {
    return this.#listTree(['-r', '-l', '-z', tree, '--', ...directories]);
  }

  /** What a directory of a commit has itself: files, and directories as files that are not regular. */
  async listDirectory(tree: string, directory: string): Promise<TreeFile[]> {
    return this.#listTree(['-l', '-z', tree, '--', `${directory}/`]);
  }

  async #listTree(args: readonly string[]): Promise<TreeFile[]> {
    const output = await this.#git(['ls-tree', ...args]);
    return output
      .toString('utf8')
      .split('\0')
      .filter(Boolean)
      .map(line => {
        const tab = line.indexOf('\t');
        const [mode, , oid, size] = line.slice(0, tab).split(/ +/);
        return {
          path: line.slice(tab + 1),
          oid,
          size: Number(size) || 0,
          regular: mode === '100644' || mode === '100755',
        };
      });
  }

  /** The contents of files, in order, by one process. */
  async readBlobs(oids: readonly string[]): Promise<string[]> {
    if (oids.length === 0) {
      return [];
    }
    const output = await this.#git(['cat-file', '--batch'], {
      input: oids.map(oid => `${oid}\n`).join(''),
    });
    const contents: string[] = [];
    let offset = 0;
    for (const oid of oids) {
      const end = output.indexOf(0x0a, offset);
      const [, type, size] = output.toString('utf8', offset, end).split(' ');
      if (type !== 'blob') {
        throw new GitError(`git cat-file: missing blob ${oid}`);
      }
      const start = end + 1;
      contents.push(output.toString('utf8', start, start + Number(size)));
      offset = start + Number(size) + 1;
    }
    return contents;
  }

  async #parse(expression: string): Promise<string | undefined> {
    const output = await this.#git(
      ['rev-parse', '--verify', '--quiet', '--end-of-options', expression],
      // What there is not is an answer; git says 128 if a part of the expression is of another kind.
      { accept: [1, 128] },
    );
    return output.toString('utf8').trim() || undefined;
  }

  #git(
    args: readonly string[],
    options: { input?: string; accept?: readonly number[] } = {},
  ): Promise<Buffer> {
    return runGit({ ...LIMITS, ...options, gitDir: this.#directory, args });
  }
}
