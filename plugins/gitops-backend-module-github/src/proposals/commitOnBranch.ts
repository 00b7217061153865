import { ConflictError } from '@backstage/errors';
import type { ForgeFile, GitOpsRepository } from '@slipway/plugin-gitops-node';
import { RequestError } from '@octokit/request-error';
import type { GithubClient } from '../GithubClient';

type Client = InstanceType<typeof GithubClient>;

/** One commit with all of its files. */
export interface BranchCommit {
  branch: string;
  parent: string;
  /** The parent's, which is asked for if it is not known. */
  tree?: string;
  files: readonly ForgeFile[];
  message: string;
}

/**
 * Puts one commit on a branch through the Git data API, in three or four calls at any number of files. If the branch
 * has moved, to a commit of the very content, that one is the answer: an earlier run made it. So is the parent, if it
 * has the content already.
 *
 * @throws `ConflictError` if it moved to anything else
 */
export async function commitOnBranch(
  octokit: Client,
  { owner, name: repo }: GitOpsRepository,
  commit: BranchCommit,
  signal: AbortSignal,
): Promise<string> {
  const at = { owner, repo, request: { signal } };
  const { git } = octokit.rest;
  const { branch, parent, files, message } = commit;
  const treeOf = async (sha: string) =>
    (await git.getCommit({ ...at, commit_sha: sha })).data.tree.sha;
  const before = commit.tree ?? (await treeOf(parent));
  const { data: tree } = await git.createTree({
    ...at,
    base_tree: before,
    tree: files.map(treeEntry),
  });
  if (tree.sha === before) {
    return parent;
  }
  const { data: made } = await git.createCommit({
    ...at,
    message,
    tree: tree.sha,
    parents: [parent],
  });
  const ref = `heads/${branch}`;
  try {
    await git.updateRef({ ...at, ref, sha: made.sha, force: false });
    return made.sha;
  } catch (error) {
    if (!(error instanceof RequestError) || error.status !== 422) {
      throw error;
    }
  }
  const { data: head } = await git.getRef({ ...at, ref });
  const { sha } = head.object;
  if ((await treeOf(sha)) !== tree.sha) {
    throw new ConflictError(
      `Somebody else pushed ${sha.slice(0, 7)} to ${branch}; look at it, and delete the branch or merge it by hand`,
    );
  }
  return sha;
}

function treeEntry({ path, content }: ForgeFile) {
  const file = { path, mode: '100644', type: 'blob' } as const;
  return content === undefined ? { ...file, sha: null } : { ...file, content };
}
