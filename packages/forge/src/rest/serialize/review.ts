import type { ForgeContext } from '../../context.ts';
import type {
  Account,
  Pull,
  Review,
  ReviewComment,
} from '../../store/types.ts';
import type { Schema } from './schemas.ts';
import { apiUrl, nodeId, webUrl } from './urls.ts';
import { simpleUser } from './user.ts';

/** `pull-request-review` */
export function review(
  context: Pick<ForgeContext, 'baseUrl'>,
  repo: string,
  pull: Pull,
  row: Review,
  author: Account,
  association: Schema<'author-association'>,
): Schema<'pull-request-review'> {
  const pullUrl = apiUrl(context, `/repos/${repo}/pulls/${pull.number}`);
  const html = webUrl(
    context,
    `/${repo}/pull/${pull.number}#pullrequestreview-${row.id}`,
  );
  return {
    id: row.id,
    node_id: nodeId('PullRequestReview', row.id),
    user: simpleUser(context, author),
    body: row.body,
    state: row.state,
    html_url: html,
    pull_request_url: pullUrl,
    author_association: association,
    _links: { html: { href: html }, pull_request: { href: pullUrl } },
    ...(row.submittedAt ? { submitted_at: row.submittedAt } : {}),
    commit_id: row.commitId,
  };
}

/** `pull-request-review-comment` */
export function reviewComment(
  context: Pick<ForgeContext, 'baseUrl'>,
  repo: string,
  pull: Pull,
  row: ReviewComment,
  author: Account,
  association: Schema<'author-association'>,
): Schema<'pull-request-review-comment'> {
  const url = apiUrl(context, `/repos/${repo}/pulls/comments/${row.id}`);
  const pullUrl = apiUrl(context, `/repos/${repo}/pulls/${pull.number}`);
  const html = webUrl(
    context,
    `/${repo}/pull/${pull.number}#discussion_r${row.id}`,
  );
  return {
    id: row.id,
    node_id: nodeId('PullRequestReviewComment', row.id),
    url,
    pull_request_review_id: row.reviewId,
    diff_hunk: row.diffHunk,
    path: row.path,
    ...(row.line === null
      ? { subject_type: 'file' as const }
      : { line: row.line, original_line: row.line }),
    side: row.side,
    commit_id: row.commitId,
    original_commit_id: row.commitId,
    ...(row.inReplyToId === null ? {} : { in_reply_to_id: row.inReplyToId }),
    user: simpleUser(context, author),
    body: row.body,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    html_url: html,
    pull_request_url: pullUrl,
    author_association: association,
    _links: {
      self: { href: url },
      html: { href: html },
      pull_request: { href: pullUrl },
    },
  };
}
