import type { ForgeContext } from '../../context.ts';
import type { Account, Comment, Issue, Label } from '../../store/types.ts';
import type { Schema } from './schemas.ts';
import { apiUrl, nodeId, webUrl } from './urls.ts';
import { simpleUser } from './user.ts';

/** `label` */
export function label(
  context: Pick<ForgeContext, 'baseUrl'>,
  repo: string,
  row: Label,
): Schema<'label'> {
  return {
    id: row.id,
    node_id: nodeId('Label', row.id),
    url: apiUrl(
      context,
      `/repos/${repo}/labels/${encodeURIComponent(row.name)}`,
    ),
    name: row.name,
    color: row.color,
    default: false,
    description: row.description,
  };
}

/** What an issue's reply needs beside its record. */
export interface IssueFacts {
  issue: Issue;
  author: Account;
  closedBy: Account | null;
  labels: Label[];
  assignees: Account[];
  comments: number;
  association: Schema<'author-association'>;
  /** Of the pull request, when the issue is one. */
  mergedAt: string | null;
}

/** `issue` */
export function issue(
  context: Pick<ForgeContext, 'baseUrl'>,
  repo: string,
  facts: IssueFacts,
): Schema<'issue'> {
  const { issue: row } = facts;
  const url = apiUrl(context, `/repos/${repo}/issues/${row.number}`);
  const html = webUrl(
    context,
    `/${repo}/${row.isPull ? 'pull' : 'issues'}/${row.number}`,
  );
  const assignees = facts.assignees.map(account =>
    simpleUser(context, account),
  );
  return {
    id: row.id,
    node_id: nodeId(row.isPull ? 'PullRequest' : 'Issue', row.id),
    url,
    repository_url: apiUrl(context, `/repos/${repo}`),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: html,
    number: row.number,
    state: row.state,
    state_reason: row.stateReason,
    title: row.title,
    body: row.body,
    user: simpleUser(context, facts.author),
    labels: facts.labels.map(one => label(context, repo, one)),
    assignee: assignees[0] ?? null,
    assignees,
    milestone: null,
    locked: row.locked,
    active_lock_reason: null,
    comments: facts.comments,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    closed_at: row.closedAt,
    closed_by: facts.closedBy ? simpleUser(context, facts.closedBy) : null,
    author_association: facts.association,
    ...(row.isPull
      ? {
          pull_request: {
            url: apiUrl(context, `/repos/${repo}/pulls/${row.number}`),
            html_url: html,
            diff_url: `${html}.diff`,
            patch_url: `${html}.patch`,
            merged_at: facts.mergedAt,
          },
        }
      : {}),
  };
}

/** `issue-comment` */
export function issueComment(
  context: Pick<ForgeContext, 'baseUrl'>,
  repo: string,
  on: Issue,
  row: Comment,
  author: Account,
  association: Schema<'author-association'>,
): Schema<'issue-comment'> {
  const kind = on.isPull ? 'pull' : 'issues';
  return {
    id: row.id,
    node_id: nodeId('IssueComment', row.id),
    url: apiUrl(context, `/repos/${repo}/issues/comments/${row.id}`),
    html_url: webUrl(
      context,
      `/${repo}/${kind}/${on.number}#issuecomment-${row.id}`,
    ),
    issue_url: apiUrl(context, `/repos/${repo}/issues/${on.number}`),
    user: simpleUser(context, author),
    body: row.body,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    author_association: association,
    performed_via_github_app: null,
  };
}
