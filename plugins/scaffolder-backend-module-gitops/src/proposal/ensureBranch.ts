import { orUndefined } from '../forge/forgeErrors';
import { GitOpsBase, GitOpsRepository } from './gitOpsBase';

/** A branch that holds the change on top of the base. */
export interface ProposedBranch {
  name: string;
  commit: string;
  /** True if this call wrote the commit. */
  written: boolean;
}

/** The change to bring onto a branch. */
export interface BranchChange {
  name: string;
  message: string;
  /** The base's tree with the change made. */
  tree: string;
}

/**
 * Makes sure that a branch holds exactly the base with the change on top.
 *
 * What is there already is recognised by its content, so that a task which was
 * cut off anywhere in between is continued. The branch only ever moves
 * forward: if the base moved or the content differs, one commit is added, and
 * it merges the base where the branch lacks it.
 */
export async function ensureBranch(
  repository: GitOpsRepository,
  base: GitOpsBase,
  change: BranchChange,
): Promise<ProposedBranch> {
  const { client, location } = repository;
  const at = { owner: location.owner, repo: location.repo };
  const ref = `heads/${change.name}`;
  const present = await orUndefined(client.rest.git.getRef({ ...at, ref }));
  const head = present?.data.object.sha;
  const parents = head
    ? await parentsOf(repository, base, head)
    : [base.commit];
  if (head && parents.length === 1 && parents[0] === head) {
    const { data } = await client.rest.git.getCommit({
      ...at,
      commit_sha: head,
    });
    if (data.tree.sha === change.tree) {
      return { name: change.name, commit: head, written: false };
    }
  }
  const { data: commit } = await client.rest.git.createCommit({
    ...at,
    message: change.message,
    tree: change.tree,
    parents,
  });
  if (head) {
    await client.rest.git.updateRef({ ...at, ref, sha: commit.sha });
  } else {
    await client.rest.git.createRef({
      ...at,
      ref: `refs/${ref}`,
      sha: commit.sha,
    });
  }
  return { name: change.name, commit: commit.sha, written: true };
}

/** Parents that make a new commit a fast-forward of the branch and of the base. */
async function parentsOf(
  repository: GitOpsRepository,
  base: GitOpsBase,
  head: string,
): Promise<string[]> {
  const { client, location } = repository;
  const { data } = await client.rest.repos.compareCommitsWithBasehead({
    owner: location.owner,
    repo: location.repo,
    basehead: `${base.commit}...${head}`,
    per_page: 1,
  });
  switch (data.status) {
    case 'ahead':
      return [head];
    case 'diverged':
      return [head, base.commit];
    default:
      return [base.commit];
  }
}
