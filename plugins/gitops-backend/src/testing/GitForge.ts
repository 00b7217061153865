import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import type {
  ForgeFile,
  ForgeLabel,
  ForgeProposals,
  ForgePullRequestDetail,
  ForgePullRequestEvent,
} from '@slipway/plugin-gitops-node';
import pLimit from 'p-limit';
import { FakeForge, forgePullRequest } from './FakeForge';
import type { GitFixture } from './GitFixture';

interface Pull {
  number: number;
  branch: string;
  title: string;
  body: string;
  state: 'open' | 'closed' | 'merged';
  mergeCommit?: string;
  events: ForgePullRequestEvent[];
  labels: ForgeLabel[];
  changes: number;
  head: string;
}

/** A forge whose branches and commits are those of a real repository. */
export class GitForge extends FakeForge {
  /** Names of the calls that changed something, in order. */
  readonly effects: string[] = [];
  /** Called around every change; what it throws is what the caller gets. */
  around: (when: 'before' | 'after', call: string) => void = () => {};
  readonly pulls: Pull[] = [];
  /** Whether it merges only what has all commits of the branch of clusters. */
  isStrict = false;
  readonly #fixture: GitFixture;
  /** The repository has one index. */
  readonly #turn = pLimit(1);

  constructor(fixture: GitFixture) {
    super();
    this.#fixture = fixture;
  }

  override listOpenPullRequests = async () => {
    this.#answer();
    return this.pulls
      .filter(({ state }) => state === 'open')
      .map(pull => this.#summary(pull));
  };

  override readPullRequest = async (number: number) => {
    this.#answer();
    const pull = this.pulls.find(one => one.number === number);
    return pull && this.#turn(() => this.#detail(pull));
  };

  override proposals: ForgeProposals = {
    ensureBranch: ({ name, commit }) =>
      this.#change('ensureBranch', async () => {
        if (await this.#head(name)) {
          return;
        }
        await this.#git('update-ref', `refs/heads/${name}`, commit, '');
        this.effects.push(`branch ${name}`);
      }),
    commitFiles: change =>
      this.#change('commitFiles', () => this.#commit(change)),
    openPullRequest: ({ branch, title, body }) =>
      this.#change('openPullRequest', async () => {
        const known = this.pulls.find(one => one.branch === branch);
        if (known) {
          return this.#summary(known);
        }
        const head = (await this.#head(branch)) ?? '';
        const number = this.pulls.length + 1;
        const pull = { number, branch, title, body, head };
        this.pulls.push({
          ...pull,
          state: 'open',
          events: [],
          labels: [],
          changes: 0,
        });
        this.effects.push(`pull request of ${branch}`);
        return this.#summary(this.pulls[number - 1]);
      }),
    describePullRequest: ({ number, title, body }) =>
      this.#change('describePullRequest', async () => {
        Object.assign(this.#pull(number), { title, body });
      }),
    updateBranch: ({ number, commit }) =>
      this.#change('updateBranch', () => this.#update(number, commit)),
    mergeCommit: ({ commit, message }) =>
      this.#change('mergeCommit', () => this.#merge(commit, message)),
    withdraw: ({ branch, reason }) =>
      this.#change('withdraw', async () => {
        const pull = this.pulls.find(one => one.branch === branch);
        if (pull?.state === 'open') {
          pull.state = 'closed';
          pull.events.push(event('comment', 'slipway-bot', reason));
        }
        if (await this.#head(branch)) {
          await this.#git('update-ref', '-d', `refs/heads/${branch}`);
        }
      }),
  };

  /** Somebody says something of the newest commit. */
  say(number: number, kind: ForgePullRequestEvent['kind'], author: string) {
    const pull = this.#pull(number);
    pull.events.push({ ...event(kind, author, ''), commit: pull.head });
    pull.changes += 1;
  }

  /** Somebody gives a label, or takes it. */
  label(number: number, by: string, isSet: boolean, name: string = 'hotfix') {
    const pull = this.#pull(number);
    pull.labels = [{ name, isSet, by, at: '2026-11-21T10:00:00Z' }];
    pull.changes += 1;
  }

  /** Somebody merges. */
  async merge(number: number): Promise<void> {
    const pull = this.#pull(number);
    await this.#turn(async () => {
      const head = (await this.#head(pull.branch)) ?? pull.head;
      const { mergeCommit } = await this.#merge(head, `Merge #${number}`);
      Object.assign(pull, { state: 'merged', mergeCommit });
    });
  }

  /** Somebody closes it without merging. */
  close(number: number) {
    this.#pull(number).state = 'closed';
  }

  /** Commits of a branch that the branch of clusters lacks. */
  async commitsOf(branch: string): Promise<string[]> {
    const log = await this.#git('rev-list', `main..refs/heads/${branch}`);
    return log.split('\n').filter(Boolean);
  }

  async branches(): Promise<string[]> {
    const list = await this.#git(
      'for-each-ref',
      '--format=%(refname:short)',
      'refs/heads/slipway',
    );
    return list.split('\n').filter(Boolean);
  }

  #pull(number: number): Pull {
    const pull = this.pulls[number - 1];
    if (!pull) {
      throw new Error(`There is no pull request #${number}`);
    }
    return pull;
  }

  #answer() {
    if (this.isAway) {
      throw new ServiceUnavailableError('the forge is away');
    }
  }

  async #change<T>(name: string, change: () => Promise<T>): Promise<T> {
    this.#answer();
    this.around('before', name);
    const result = await this.#turn(change);
    this.around('after', name);
    return result;
  }

  #git(...args: string[]): Promise<string> {
    return this.#fixture.git(...args);
  }

  async #head(branch: string): Promise<string | undefined> {
    const ref = await this.#git(
      'for-each-ref',
      '--format=%(objectname)',
      `refs/heads/${branch}`,
    );
    return ref.trim() || undefined;
  }

  async #commit(change: {
    branch: string;
    parent: string;
    files: readonly ForgeFile[];
    message: string;
  }): Promise<{ commit: string }> {
    const { branch, parent, files, message } = change;
    const directory = await mkdtemp(join(tmpdir(), 'git-forge-'));
    try {
      await this.#git('read-tree', parent);
      for (const { path, content } of files) {
        const file = join(directory, 'content');
        await writeFile(file, content ?? '');
        const blob = await this.#git('hash-object', '-w', file);
        const entry = `100644,${blob.trim()},${path}`;
        await this.#git('update-index', '--add', '--cacheinfo', entry);
      }
      const tree = (await this.#git('write-tree')).trim();
      const treeOf = async (commit: string) =>
        (await this.#git('rev-parse', `${commit}^{tree}`)).trim();
      const head = (await this.#head(branch)) ?? '';
      if (tree === (await treeOf(head))) {
        return { commit: head };
      }
      if (head !== parent) {
        throw new ConflictError(`Somebody else pushed to ${branch}`);
      }
      const made = await this.#git(
        'commit-tree',
        tree,
        '-p',
        parent,
        '-m',
        message,
      );
      const commit = made.trim();
      await this.#git('update-ref', `refs/heads/${branch}`, commit, parent);
      this.effects.push(`commit on ${branch}`);
      for (const pull of this.pulls.filter(one => one.branch === branch)) {
        pull.head = commit;
      }
      return { commit };
    } finally {
      await this.#git('reset', '--quiet');
      await rm(directory, { recursive: true, force: true });
    }
  }

  async #merge(
    commit: string,
    message: string,
  ): Promise<{ mergeCommit: string }> {
    const main = (await this.#head('main')) ?? '';
    const base = (await this.#git('merge-base', main, commit)).trim();
    if (base === commit) {
      return { mergeCommit: commit };
    }
    const tree = await this.#mergedTree(main, commit);
    if (tree === undefined) {
      throw new ConflictError('Merge conflict');
    }
    const parents = ['-p', main, '-p', commit];
    const made = await this.#git(
      'commit-tree',
      tree,
      ...parents,
      '-m',
      message,
    );
    await this.#git('update-ref', 'refs/heads/main', made.trim(), main);
    await this.#git('reset', '--quiet', '--hard');
    this.effects.push('merge');
    return { mergeCommit: made.trim() };
  }

  async #update(number: number, commit: string): Promise<void> {
    const pull = this.#pull(number);
    const main = (await this.#head('main')) ?? '';
    const tree = await this.#mergedTree(pull.head, main);
    if (tree === undefined || pull.head !== commit) {
      throw new ConflictError('It moved, or conflicts');
    }
    const parents = ['-p', commit, '-p', main];
    const made = await this.#git('commit-tree', tree, ...parents, '-m', 'Up');
    pull.head = made.trim();
    pull.changes += 1;
    const ref = `refs/heads/${pull.branch}`;
    await this.#git('update-ref', ref, pull.head, commit);
    this.effects.push(`update of ${pull.branch}`);
  }

  async #isBehind({ head, state }: Pull): Promise<boolean> {
    const missing = await this.#git('rev-list', `${head}..refs/heads/main`);
    return this.isStrict && state === 'open' && missing.trim() !== '';
  }

  async #mergedTree(main: string, commit: string): Promise<string | undefined> {
    try {
      const out = await this.#git('merge-tree', '--write-tree', main, commit);
      return out.trim();
    } catch {
      return undefined;
    }
  }

  #summary(pull: Pull) {
    const { number, title, branch, state, head, changes } = pull;
    return forgePullRequest(number, {
      title,
      branch,
      state,
      commit: head,
      updatedAt: new Date(changes).toISOString(),
    });
  }

  async #detail(pull: Pull): Promise<ForgePullRequestDetail> {
    const main = (await this.#head('main')) ?? '';
    const conflict =
      pull.state === 'open' &&
      (await this.#mergedTree(main, pull.head)) === undefined;
    const open = conflict ? 'conflict' : 'mergeable';
    return {
      ...this.#summary(pull),
      body: pull.body,
      base: 'main',
      commits: [],
      events: pull.events,
      labels: pull.labels,
      checkRuns: [],
      behind: !conflict && (await this.#isBehind(pull)),
      merge: {
        state: pull.state === 'merged' ? 'merged' : open,
        mergeCommit: pull.mergeCommit,
      },
    };
  }
}

function event(
  kind: ForgePullRequestEvent['kind'],
  author: string,
  body: string,
): ForgePullRequestEvent {
  return { kind, author, body, at: '2026-11-21T10:00:00Z', own: false };
}
