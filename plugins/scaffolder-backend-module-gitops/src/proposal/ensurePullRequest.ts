import { isConflict } from '../forge/forgeErrors';
import { GitOpsRepository } from './gitOpsBase';

/** A pull request of the GitOps repository. */
export interface FoundPullRequest {
  url: string;
  number: number;
}

/** An open pull request. */
export interface OpenPullRequest extends FoundPullRequest {
  /** False if it was open already. */
  created: boolean;
}

/** What the pull request says, and from which branch it comes. */
export interface PullRequestText {
  head: string;
  title: string;
  body: string;
}

/** Finds the open pull request of a branch, or opens it. */
export async function ensurePullRequest(
  repository: GitOpsRepository,
  text: PullRequestText,
): Promise<OpenPullRequest> {
  const { client, location, branch } = repository;
  const open = await findOpen(repository, text.head);
  if (open) {
    return { ...open, created: false };
  }
  try {
    const { data } = await client.rest.pulls.create({
      owner: location.owner,
      repo: location.repo,
      base: branch,
      ...text,
    });
    return { url: data.html_url, number: data.number, created: true };
  } catch (error) {
    // Another run of the same task may have opened it in between, or a retried
    // request had succeeded although its answer was lost.
    const meanwhile = isConflict(error)
      ? await findOpen(repository, text.head)
      : undefined;
    if (meanwhile) {
      return { ...meanwhile, created: false };
    }
    throw error;
  }
}

/** The open pull request of a branch. */
export async function findOpen(
  repository: GitOpsRepository,
  head: string,
): Promise<FoundPullRequest | undefined> {
  const [open] = await list(repository, head, 'open');
  return open && { url: open.html_url, number: open.number };
}

/** The newest pull request of a branch that was merged. */
export async function findMerged(
  repository: GitOpsRepository,
  head: string,
): Promise<FoundPullRequest | undefined> {
  const closed = await list(repository, head, 'closed');
  const merged = closed.find(pull => pull.merged_at);
  return merged && { url: merged.html_url, number: merged.number };
}

async function list(
  repository: GitOpsRepository,
  head: string,
  state: 'open' | 'closed',
) {
  const { client, location, branch } = repository;
  const { data } = await client.rest.pulls.list({
    owner: location.owner,
    repo: location.repo,
    head: `${location.owner}:${head}`,
    base: branch,
    state,
    per_page: 10,
  });
  return data;
}
