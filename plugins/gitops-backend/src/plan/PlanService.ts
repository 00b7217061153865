import { NotFoundError } from '@backstage/errors';
import type {
  ComputedPlan,
  ObjectManifests,
  Plan,
} from '@slipway/plugin-gitops-common';
import type { GitObjects } from '../git/GitObjects';
import { noPlan } from './noPlan';
import type { Planner, PlanOptions, PlanRequest } from './Planner';
import { PlansUnderWay } from './PlansUnderWay';
import { SharedCalls } from './SharedCalls';
import type { PlanStore } from './store/PlanStore';
import { ObjectTree } from './trees/ObjectTree';
import type { ProposedFile } from './trees/proposedFiles';
import { ProposedTree } from './trees/ProposedTree';

/** What a {@link PlanService} is made from. */
export interface PlanServiceOptions {
  planner: Planner;
  store: Pick<PlanStore, 'plan' | 'manifests' | 'save'>;
  /** The mirror of the GitOps repository. */
  objects: GitObjects;
  /**
   * Brings the mirror up to date.
   *
   * @returns the newest commit of the branch that clusters follow
   */
  fetch(): Promise<string>;
  /** Brings the newest commit of a pull request to the mirror. */
  fetchPullRequest(number: number): Promise<void>;
}

/** Two commits to compare; `base` is usually the newest of the branch that clusters follow. */
export interface CommitsToPlan {
  base: string;
  head: string;
  /** The pull request that `head` belongs to; a fork's is on no branch. */
  pullRequest?: number;
}

/** Plans changes of the GitOps repository, each once, and keeps what came of it. */
export class PlanService {
  readonly #options: PlanServiceOptions;
  readonly #calls = new SharedCalls<ComputedPlan>();
  readonly #underWay = new PlansUnderWay();

  constructor(options: PlanServiceOptions) {
    this.#options = options;
  }

  /**
   * Plans what merging `head` into `base` would do, so that a branch that is behind does not seem
   * to take back what came after it.
   *
   * @throws `NotFoundError` if the repository lacks a commit, `MergeConflictError` if they conflict
   */
  async planCommits(
    { base, head, pullRequest }: CommitsToPlan,
    options: PlanOptions = {},
  ): Promise<Plan> {
    const { objects } = this.#options;
    const commits = await this.#commits([base, head], pullRequest);
    const merged = await objects.mergedTree(commits[0], commits[1]);
    const [baseTree, headTree] = await Promise.all([
      ObjectTree.load(objects, commits[0]),
      ObjectTree.load(objects, merged),
    ]);
    return this.#plan(
      {
        base: baseTree,
        baseCommit: commits[0],
        head: headTree,
        headCommit: commits[1],
      },
      options,
    );
  }

  /** Plans files that are proposed on top of the newest commit of the branch that clusters follow. */
  async planFiles(
    { files }: { files: readonly ProposedFile[] },
    options: PlanOptions = {},
  ): Promise<Plan> {
    const { objects, fetch } = this.#options;
    const commit = await fetch();
    const base = await ObjectTree.load(objects, commit);
    const head = new ProposedTree(base, files);
    return this.#plan({ base, baseCommit: commit, head }, options);
  }

  /**
   * Renders a commit ahead of the plans that have it as their base: one overlay at a time, and none
   * while a plan is made.
   *
   * @throws `MalformedFileError` if the commit cannot be a base
   */
  async warmUp(
    commit: string,
    options: { signal?: AbortSignal } = {},
  ): Promise<void> {
    const { objects, planner } = this.#options;
    const turn = () => this.#underWay.over();
    await planner.warmUp(await ObjectTree.load(objects, commit), {
      ...options,
      turn,
    });
  }

  /** @throws `NotFoundError` if the plan was never made, or was forgotten since */
  async get(id: string): Promise<Plan> {
    const plan = await this.#options.store.plan(id);
    if (!plan) {
      throw noPlan(id);
    }
    return plan;
  }

  /**
   * The manifests of the objects that change in an overlay; none if the plan leaves it alone.
   *
   * @throws `NotFoundError` if the plan was never made, or was forgotten since
   */
  async manifests(id: string, overlay: string): Promise<ObjectManifests[]> {
    const { store } = this.#options;
    const manifests = await store.manifests(id, overlay);
    if (!manifests && !(await store.plan(id))) {
      throw noPlan(id);
    }
    return manifests ?? [];
  }

  async #plan(request: PlanRequest, options: PlanOptions): Promise<Plan> {
    const { planner, store } = this.#options;
    const id = planner.idOf(request);
    const { baseCommit: base, headCommit: head } = request;
    const known = await store.plan(id);
    if (known) {
      return { ...known, base, head };
    }
    const { plan } = await this.#calls.run(
      id,
      signal =>
        this.#underWay.run(async () => {
          const computed = await planner.plan(request, { ...options, signal });
          await store.save(computed);
          return computed;
        }),
      options.signal,
    );
    // Others may have asked for the same of other commits.
    return { ...plan, base, head };
  }

  async #commits(
    names: readonly string[],
    pullRequest: number | undefined,
  ): Promise<string[]> {
    const { objects, fetch, fetchPullRequest } = this.#options;
    const find = () => Promise.all(names.map(name => objects.commitOf(name)));
    let found = await find();
    if (found.includes(undefined)) {
      await fetch();
      found = await find();
    }
    if (found.includes(undefined) && pullRequest !== undefined) {
      await fetchPullRequest(pullRequest);
      found = await find();
    }
    return names.map((name, index) => {
      const commit = found[index];
      if (!commit) {
        throw new NotFoundError(
          `The GitOps repository has no commit ${name}; it may have been replaced by a newer one`,
        );
      }
      return commit;
    });
  }
}
