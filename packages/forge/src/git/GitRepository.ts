import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readTypes, writeBlobs } from './blobs.ts';
import { listChanges } from './changes.ts';
import { commitFormat, parseCommits, parseTag, parseTree } from './parse.ts';
import { GitError, runGit, type RunOptions } from './run.ts';
import type {
  FileChange,
  GitCommit,
  GitRef,
  GitTag,
  MergeResult,
  ObjectType,
  Signature,
  TreeChange,
  TreeEntry,
} from './types.ts';

const zero = '0'.repeat(40);
const isSha = (text: string) => /^[0-9a-f]{40}$/.test(text);

/** What to list of a history. */
export interface LogOptions {
  path?: string;
  author?: string;
  since?: string;
  until?: string;
  skip?: number;
  limit?: number;
}

/** One bare repository. All names and contents are handed to git as data, never as options. */
export class GitRepository {
  readonly directory: string;
  readonly #timeout: number;

  constructor(directory: string, timeout: number) {
    this.directory = directory;
    this.#timeout = timeout;
  }

  async #run(
    args: readonly string[],
    options: RunOptions = {},
  ): Promise<Buffer> {
    const result = await runGit([`--git-dir=${this.directory}`, ...args], {
      timeout: this.#timeout,
      ...options,
    });
    return result.stdout;
  }

  async #text(args: readonly string[], options?: RunOptions): Promise<string> {
    return (await this.#run(args, options)).toString('utf8').trim();
  }

  /**
   * The commit that a branch, tag, full ref name or (abbreviated) sha names.
   * Undefined when there is none.
   */
  async resolve(name: string): Promise<string | undefined> {
    if (!name || name.startsWith('-') || /[\0\s~^:?*\\[]|@\{|\.\./.test(name))
      return undefined;
    const candidates = [name, `refs/heads/${name}`, `refs/tags/${name}`];
    // A branch wins over anything else of that name, but a full sha is always itself.
    if (!isSha(name) && !name.startsWith('refs/'))
      candidates.push(candidates.shift() ?? name);
    for (const candidate of candidates) {
      const found = await this.#text(
        [
          'rev-parse',
          '--verify',
          '--quiet',
          '--end-of-options',
          `${candidate}^{commit}`,
        ],
        { exitCodes: [0, 1, 128] },
      );
      if (isSha(found)) return found;
    }
    return undefined;
  }

  /** The type of an object, undefined when it does not exist. */
  async typeOf(sha: string): Promise<ObjectType | undefined> {
    if (!isSha(sha)) return undefined;
    const type = await this.#text(['cat-file', '-t', sha], {
      exitCodes: [0, 1, 128],
    });
    return (type || undefined) as ObjectType | undefined;
  }

  /** The types of objects by name; those that do not exist are missing. */
  async typesOf(shas: readonly string[]): Promise<Map<string, string>> {
    return readTypes((args, options) => this.#run(args, options), shas);
  }

  /** The sha that a full ref name points at. */
  async readRef(name: string): Promise<string | undefined> {
    const found = await this.#text(
      ['rev-parse', '--verify', '--quiet', '--end-of-options', name],
      { exitCodes: [0, 1, 128] },
    );
    return isSha(found) ? found : undefined;
  }

  /** All refs below a prefix, such as `refs/heads/`, in name order. */
  async refs(prefix = 'refs/'): Promise<GitRef[]> {
    const text = await this.#text([
      'for-each-ref',
      '--format=%(refname)%00%(objectname)%00%(objecttype)',
      prefix,
    ]);
    return text
      .split('\n')
      .filter(Boolean)
      .map(line => {
        const [name = '', sha = '', type = ''] = line.split('\0');
        return { name, sha, type: type as ObjectType };
      });
  }

  /** Whether git accepts this as the name of a ref. */
  async isValidRef(name: string): Promise<boolean> {
    const { code } = await runGit(['check-ref-format', name], {
      exitCodes: [0, 1],
    });
    return code === 0;
  }

  /**
   * Moves, makes (`from` null) or deletes (`to` null) a ref, if it still is where the caller saw it.
   * @throws GitError when it moved in between.
   */
  async updateRef(
    name: string,
    to: string | null,
    from?: string | null,
  ): Promise<void> {
    const expected = from === undefined ? [] : [from ?? zero];
    if (to === null) await this.#run(['update-ref', '-d', name, ...expected]);
    else await this.#run(['update-ref', name, to, ...expected]);
  }

  /** Points HEAD at another default branch. */
  async setDefaultBranch(branch: string): Promise<void> {
    await this.#run(['symbolic-ref', 'HEAD', `refs/heads/${branch}`]);
  }

  async readBlob(sha: string, maxBytes?: number): Promise<Buffer> {
    return this.#run(['cat-file', 'blob', sha], { maxBytes });
  }

  async writeBlob(content: Buffer): Promise<string> {
    return this.#text(['hash-object', '-w', '--stdin'], { input: content });
  }

  /** Writes many blobs at once, and returns their names in order. */
  async writeBlobs(contents: readonly Buffer[]): Promise<string[]> {
    return writeBlobs((args, options) => this.#run(args, options), contents);
  }

  /** What a directory of a commit or tree holds; undefined when the path is no directory. */
  async readTree(
    treeish: string,
    options: { path?: string; recursive?: boolean } = {},
  ): Promise<TreeEntry[] | undefined> {
    const target = options.path
      ? `${treeish}:${options.path}`
      : `${treeish}^{tree}`;
    const flags = options.recursive ? ['-r', '-t'] : [];
    try {
      const out = await this.#run([
        'ls-tree',
        '-z',
        '-l',
        '--full-tree',
        ...flags,
        '--end-of-options',
        target,
      ]);
      return parseTree(out.toString('utf8'));
    } catch (error) {
      if (error instanceof GitError) return undefined;
      throw error;
    }
  }

  /** The entry at a path of a commit. */
  async entryAt(treeish: string, path: string): Promise<TreeEntry | undefined> {
    const out = await this.#run([
      '--literal-pathspecs',
      'ls-tree',
      '-z',
      '-l',
      '--full-tree',
      treeish,
      '--',
      path,
    ]);
    return parseTree(out.toString('utf8')).find(entry => entry.path === path);
  }

  /** Makes a tree from a base with changes. Paths are plain, `a/b`, as the caller has checked. */
  async writeTree(
    base: string | null,
    changes: readonly TreeChange[],
  ): Promise<string> {
    const index = join(this.directory, `index-${randomUUID()}`);
    const env = { GIT_INDEX_FILE: index };
    try {
      if (base) await this.#run(['read-tree', base], { env });
      const lines = changes.map(({ mode, sha, path }) =>
        sha ? `${mode} ${sha}\t${path}\0` : `0 ${zero}\t${path}\0`,
      );
      await this.#run(
        ['update-index', '-z', '--add', '--replace', '--index-info'],
        {
          env,
          input: lines.join(''),
        },
      );
      return await this.#text(['write-tree'], { env });
    } finally {
      await rm(index, { force: true });
    }
  }

  /** Puts a whole tree below a directory name of another; used when an entry of a new tree is itself a tree. */
  async prefixTree(tree: string, path: string): Promise<TreeChange[]> {
    const entries = (await this.readTree(tree, { recursive: true })) ?? [];
    return entries
      .filter(entry => entry.type !== 'tree')
      .map(entry => ({
        path: `${path}/${entry.path}`,
        mode: entry.mode,
        sha: entry.sha,
      }));
  }

  async writeCommit(commit: {
    tree: string;
    parents: readonly string[];
    message: string;
    author: Signature;
    committer: Signature;
  }): Promise<string> {
    return this.#text(
      [
        'commit-tree',
        commit.tree,
        ...commit.parents.flatMap(parent => ['-p', parent]),
      ],
      {
        input: commit.message,
        env: {
          GIT_AUTHOR_NAME: commit.author.name,
          GIT_AUTHOR_EMAIL: commit.author.email,
          GIT_AUTHOR_DATE: commit.author.date,
          GIT_COMMITTER_NAME: commit.committer.name,
          GIT_COMMITTER_EMAIL: commit.committer.email,
          GIT_COMMITTER_DATE: commit.committer.date,
        },
      },
    );
  }

  async writeTag(tag: Omit<GitTag, 'sha'>): Promise<string> {
    const seconds = Math.floor(Date.parse(tag.tagger.date) / 1000);
    const input = [
      `object ${tag.object.sha}`,
      `type ${tag.object.type}`,
      `tag ${tag.tag}`,
      `tagger ${tag.tagger.name} <${tag.tagger.email}> ${seconds} +0000`,
      '',
      tag.message,
    ].join('\n');
    return this.#text(['mktag'], { input });
  }

  async readTag(sha: string): Promise<GitTag> {
    return parseTag(sha, await this.#text(['cat-file', 'tag', sha]));
  }

  async readCommit(sha: string): Promise<GitCommit> {
    const [commit] = await this.#log(['--no-walk', sha]);
    if (!commit) throw new Error(`Commit ${sha} cannot be read`);
    return commit;
  }

  /** Commits reachable from `to` and not from `from`, newest first. */
  async log(
    to: string,
    from: string | null,
    options: LogOptions = {},
  ): Promise<GitCommit[]> {
    const args = [to, ...(from ? [`^${from}`] : [])];
    if (options.skip) args.unshift(`--skip=${options.skip}`);
    if (options.limit) args.unshift(`--max-count=${options.limit}`);
    if (options.author)
      args.unshift('--fixed-strings', `--author=${options.author}`);
    if (options.since) args.unshift(`--since=${options.since}`);
    if (options.until) args.unshift(`--until=${options.until}`);
    if (options.path) args.push('--', `:(literal)${options.path}`);
    return this.#log(args);
  }

  async #log(args: readonly string[]): Promise<GitCommit[]> {
    const out = await this.#run([
      'log',
      '-z',
      `--format=${commitFormat}`,
      ...args,
    ]);
    return parseCommits(out.toString('utf8'));
  }

  /** How many commits `to` has that `from` lacks. */
  async countCommits(
    to: string,
    from: string | null,
    path?: string,
  ): Promise<number> {
    const args = ['rev-list', '--count', to, ...(from ? [`^${from}`] : [])];
    if (path) args.push('--', `:(literal)${path}`);
    return Number(await this.#text(args));
  }

  /** Where two histories parted; undefined when they share nothing. */
  async mergeBase(a: string, b: string): Promise<string | undefined> {
    const found = await this.#text(['merge-base', a, b], { exitCodes: [0, 1] });
    return isSha(found) ? found : undefined;
  }

  async isAncestor(ancestor: string, descendant: string): Promise<boolean> {
    const { code } = await runGit(
      [
        `--git-dir=${this.directory}`,
        'merge-base',
        '--is-ancestor',
        ancestor,
        descendant,
      ],
      { timeout: this.#timeout, exitCodes: [0, 1] },
    );
    return code === 0;
  }

  /** The tree that merging gives, or the paths that conflict. Writes objects, moves nothing. */
  async mergeTree(ours: string, theirs: string): Promise<MergeResult> {
    const result = await runGit(
      [
        `--git-dir=${this.directory}`,
        'merge-tree',
        '--write-tree',
        '--name-only',
        '--no-messages',
        '-z',
        ours,
        theirs,
      ],
      { timeout: this.#timeout, exitCodes: [0, 1] },
    );
    const [tree = '', ...conflicts] = result.stdout
      .toString('utf8')
      .split('\0');
    return result.code === 0
      ? { clean: true, tree: tree.trim() }
      : { clean: false, conflicts: conflicts.filter(Boolean) };
  }

  /** The tree that a commit's own change gives on top of another commit. */
  async pickTree(onto: GitCommit, commit: GitCommit): Promise<MergeResult> {
    const [parent] = commit.parents;
    if (!parent) return this.mergeTree(onto.sha, commit.sha);
    // Beside the commit's parent, what it is put on looks like one change; git then merges just the two.
    const { author, committer } = commit;
    const beside = await this.writeCommit({
      tree: onto.tree,
      parents: [parent],
      message: 'onto',
      author,
      committer,
    });
    return this.mergeTree(beside, commit.sha);
  }

  /** What changed from one tree or commit to another; `from` null: everything is new. */
  async changes(from: string | null, to: string): Promise<FileChange[]> {
    return listChanges(args => this.#run(args), from, to);
  }

  /** A whole diff as text. */
  async diff(from: string, to: string): Promise<string> {
    const out = await this.#run([
      'diff',
      '--no-color',
      '--no-ext-diff',
      '-M',
      from,
      to,
    ]);
    return out.toString('utf8');
  }

  /** Commits as mails, as `git format-patch` writes them. */
  async patches(from: string, to: string): Promise<string> {
    return (
      await this.#run(['format-patch', '--stdout', `${from}..${to}`])
    ).toString('utf8');
  }

  /** Kilobytes on disk. */
  async size(): Promise<number> {
    const text = await this.#text(['count-objects', '-v']);
    const value = (key: string) =>
      Number(new RegExp(`^${key}: (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
    return value('size') + value('size-pack');
  }
}
