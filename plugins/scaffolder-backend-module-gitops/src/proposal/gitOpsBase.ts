import { ForgeClient } from '../forge/createForgeClient';
import { orUndefined } from '../forge/forgeErrors';
import { RepositoryLocation } from '../forge/repositoryLocation';

/** A moment of the GitOps repository that a change is computed from. */
export interface GitOpsBase {
  /** Commit that the branch pointed to. */
  commit: string;
  /** Tree of that commit. */
  tree: string;
}

/** The GitOps repository with a client that may write to it. */
export interface GitOpsRepository {
  client: ForgeClient;
  location: RepositoryLocation;
  /** The branch that clusters follow. */
  branch: string;
}

/** Reads where the branch stands now. */
export async function readBase(
  repository: GitOpsRepository,
): Promise<GitOpsBase> {
  const { client, location, branch } = repository;
  const { data } = await client.rest.repos.getCommit({
    owner: location.owner,
    repo: location.repo,
    ref: branch,
  });
  return { commit: data.sha, tree: data.commit.tree.sha };
}

/** Text of a file at a commit, or undefined if there is none. */
export async function readFileAt(
  repository: GitOpsRepository,
  path: string,
  commit: string,
): Promise<string | undefined> {
  const { client, location } = repository;
  const reply = await orUndefined(
    client.rest.repos.getContent({
      owner: location.owner,
      repo: location.repo,
      path,
      ref: commit,
    }),
  );
  if (!reply || Array.isArray(reply.data) || reply.data.type !== 'file') {
    return undefined;
  }
  return Buffer.from(reply.data.content, 'base64').toString('utf8');
}
