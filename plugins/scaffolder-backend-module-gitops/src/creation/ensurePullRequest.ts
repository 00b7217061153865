import { isConflict } from '../forge/forgeErrors';
import { GitOpsRepository } from './gitOpsBase';

/** An open pull request. */
export interface OpenPullRequest {
  url: string;
  number: number;
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
    return open;
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
      return meanwhile;
    }
    throw error;
  }
}

async function findOpen(
  repository: GitOpsRepository,
  head: string,
): Promise<OpenPullRequest | undefined> {
  const { client, location, branch } = repository;
  const { data } = await client.rest.pulls.list({
    owner: location.owner,
    repo: location.repo,
    head: `${location.owner}:${head}`,
    base: branch,
    state: 'open',
    per_page: 1,
  });
  return data[0]
    ? { url: data[0].html_url, number: data[0].number, created: false }
    : undefined;
}
