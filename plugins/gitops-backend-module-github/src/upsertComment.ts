import type {
  ForgeCallOptions,
  ForgeComment,
  GitOpsRepository,
} from '@slipway/plugin-gitops-node';
import type { GithubClient } from './GithubClient';
import { COMMENTS_QUERY } from './pullRequestQueries';
import { commentsReply, type CommentsPage } from './pullRequestReply';
import { queryGithub } from './queryGithub';

/** Pages of a hundred comments that are looked through; the portal's comment is among the first. */
const MAX_PAGES = 3;

type Client = InstanceType<typeof GithubClient>;

/** Writes the portal's one comment of a kind, or rewrites it, or does neither if it is as it should be. */
export async function upsertComment(
  octokit: Client,
  { owner, name: repo }: GitOpsRepository,
  comment: ForgeComment,
  { signal }: ForgeCallOptions,
): Promise<{ url: string }> {
  const { body, pullRequest } = comment;
  const variables = { owner, name: repo, number: pullRequest };
  const found = await findOwn(octokit, variables, comment.marker, signal);
  if (found?.body === body) {
    return { url: found.url };
  }
  const target = { owner, repo, body };
  const { data } = found
    ? await octokit.rest.issues.updateComment({
        ...target,
        comment_id: found.id,
        request: { signal },
      })
    : await octokit.rest.issues.createComment({
        ...target,
        issue_number: pullRequest,
        // Tried again it might be there twice; the next look finds the first.
        request: { signal, retries: 0 },
      });
  return { url: data.html_url };
}

async function findOwn(
  octokit: Client,
  variables: { owner: string; name: string; number: number },
  marker: string,
  signal: AbortSignal,
) {
  let cursor: string | null = null;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const { nodes, pageInfo } = await readPage(
      octokit,
      { ...variables, cursor },
      signal,
    );
    const own = nodes.find(
      one => one.viewerDidAuthor && one.body.startsWith(marker),
    );
    if (own) {
      return { id: Number(own.fullDatabaseId), body: own.body, url: own.url };
    }
    if (!pageInfo.hasNextPage) {
      return undefined;
    }
    cursor = pageInfo.endCursor;
  }
  return undefined;
}

async function readPage(
  octokit: Client,
  variables: {
    owner: string;
    name: string;
    number: number;
    cursor: string | null;
  },
  signal: AbortSignal,
): Promise<CommentsPage> {
  const { repository } = await queryGithub(octokit, {
    query: COMMENTS_QUERY,
    variables,
    reply: commentsReply,
    signal,
  });
  return repository.pullRequest.comments;
}
