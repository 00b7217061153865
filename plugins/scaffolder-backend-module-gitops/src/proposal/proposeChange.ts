import { ensureBranch } from './ensureBranch';
import {
  ensurePullRequest,
  findMerged,
  type FoundPullRequest,
} from './ensurePullRequest';
import { FileChange, treeEntry } from './FileChange';
import { GitOpsBase, GitOpsRepository } from './gitOpsBase';

/** A change of the GitOps repository, and the words it comes with. */
export interface ProposedChange {
  branch: string;
  title: string;
  /** The commit's message. */
  message: string;
  /** The pull request's description. */
  body: string;
  files: readonly FileChange[];
  /** What the task does besides, at once; a sentence each, for whoever sees a rehearsal. */
  effects?: readonly string[];
}

/** Where a change is now. */
export interface Proposal extends Partial<FoundPullRequest> {
  /** The pull request; what to look at instead if there never was one. */
  url: string;
  commit: string;
  /** True if this call opened the pull request. */
  created: boolean;
  /** True if the branch that clusters follow has it already. */
  merged: boolean;
}

/**
 * Proposes a change as one commit on one branch in one pull request, or finds
 * it again: open, or merged, which is told by the change making no difference.
 *
 * @param onBranch - told when the branch holds the change
 */
export async function proposeChange(
  repository: GitOpsRepository,
  base: GitOpsBase,
  change: ProposedChange,
  onBranch: (written: boolean) => void = () => undefined,
): Promise<Proposal> {
  const { client, location } = repository;
  const tree = await writtenTree();
  if (tree === base.tree) {
    const merged = await findMerged(repository, change.branch);
    const nowhere = { url: `${location.url}/tree/${repository.branch}` };
    return {
      ...(merged ?? nowhere),
      commit: base.commit,
      created: false,
      merged: true,
    };
  }
  const branch = await ensureBranch(repository, base, {
    name: change.branch,
    message: change.message,
    tree,
  });
  onBranch(branch.written);
  const pull = await ensurePullRequest(repository, {
    head: change.branch,
    title: change.title,
    body: change.body,
  });
  return { ...pull, commit: branch.commit, merged: false };

  async function writtenTree(): Promise<string> {
    if (change.files.length === 0) {
      return base.tree;
    }
    const { data } = await client.rest.git.createTree({
      owner: location.owner,
      repo: location.repo,
      base_tree: base.tree,
      tree: change.files.map(treeEntry),
    });
    return data.sha;
  }
}
