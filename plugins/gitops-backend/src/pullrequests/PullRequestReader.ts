import type { Forge, ForgePullRequest } from '@slipway/plugin-gitops-node';
import type { GitMirror } from '../git/GitMirror';
import type { GitOpsIndex } from '../index/GitOpsIndex';
import { SingleFlight } from '../status/SingleFlight';
import { pullRequestScope, type PullRequestScope } from './pullRequestScope';

/** Shared among viewers for this long; a webhook ends it early. Milliseconds. */
const CACHE_MS = 10_000;
const TIMEOUT_MS = 5_000;

/** A pull request, and what it is about. */
export type ScopedPullRequest = ForgePullRequest & PullRequestScope;

/** Lists open pull requests and says what each is about. */
export class PullRequestReader {
  readonly #forge: Pick<Forge, 'listOpenPullRequests'>;
  readonly #mirror: Pick<GitMirror, 'changedPaths'>;
  readonly #index: Pick<GitOpsIndex, 'snapshot'>;
  readonly #flight = new SingleFlight(() => this.#read());
  readonly #scopes = new Map<string, string[]>();
  #latest: { at: number; pullRequests: ScopedPullRequest[] } | undefined;
  #generation = 0;

  constructor(options: {
    forge: Pick<Forge, 'listOpenPullRequests'>;
    mirror: Pick<GitMirror, 'changedPaths'>;
    index: Pick<GitOpsIndex, 'snapshot'>;
  }) {
    this.#forge = options.forge;
    this.#mirror = options.mirror;
    this.#index = options.index;
  }

  /**
   * All open pull requests, newest first.
   *
   * @throws what the forge throws
   */
  async listOpen(): Promise<ScopedPullRequest[]> {
    if (this.#latest && Date.now() - this.#latest.at < CACHE_MS) {
      return this.#latest.pullRequests;
    }
    return this.#flight.run();
  }

  /** Forgets what is cached, because it changed. */
  invalidate(): void {
    this.#latest = undefined;
    this.#generation += 1;
  }

  /** @param pull.mergeCommit - given if it is merged: its branch then changes nothing any more */
  async scopeOf(pull: {
    branch: string;
    commit: string;
    mergeCommit?: string;
  }): Promise<PullRequestScope> {
    const { mergeCommit } = pull;
    const paths = mergeCommit
      ? await this.#mirror.changedPaths(`${mergeCommit}^1`, mergeCommit)
      : await this.#changedPaths(pull.commit);
    return pullRequestScope(
      pull.branch,
      paths,
      this.#index.snapshot?.environments,
    );
  }

  async #read(): Promise<ScopedPullRequest[]> {
    const generation = this.#generation;
    const found = await this.#forge.listOpenPullRequests({
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const pullRequests: ScopedPullRequest[] = [];
    for (const one of found) {
      pullRequests.push({ ...one, ...(await this.scopeOf(one)) });
    }
    this.#keepScopesOf(found);
    // What was asked before the last change must not outlive it.
    if (generation === this.#generation) {
      this.#latest = { at: Date.now(), pullRequests };
    }
    return pullRequests;
  }

  async #changedPaths(commit: string) {
    const base = this.#index.snapshot?.commit;
    const known = this.#scopes.get(commit);
    if (known || !base) {
      return known;
    }
    const paths = await this.#mirror.changedPaths(base, commit);
    if (paths) {
      this.#scopes.set(commit, paths);
    }
    return paths;
  }

  #keepScopesOf(open: readonly ForgePullRequest[]) {
    const commits = new Set(open.map(({ commit }) => commit));
    for (const commit of this.#scopes.keys()) {
      if (!commits.has(commit)) {
        this.#scopes.delete(commit);
      }
    }
  }
}
