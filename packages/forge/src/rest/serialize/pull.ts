import type { ForgeContext } from '../../context.ts';
import type { Account, Label, PullRequest, Team } from '../../store/types.ts';
import { label } from './issue.ts';
import { repository, type RepositoryFacts } from './repository.ts';
import type { Schema } from './schemas.ts';
import { listedTeam } from './team.ts';
import { apiUrl, nodeId, webUrl } from './urls.ts';
import { simpleUser } from './user.ts';

/** What a pull request's reply needs beside its record. */
export interface PullFacts {
  pull: PullRequest;
  repository: RepositoryFacts;
  author: Account;
  labels: Label[];
  assignees: Account[];
  reviewers: Account[];
  reviewTeams: Team[];
  association: Schema<'author-association'>;
}

/** What only the reply about one pull request tells. */
export interface PullDetails {
  mergedBy: Account | null;
  mergeable: boolean | null;
  mergeableState: string;
  comments: number;
  reviewComments: number;
  commits: number;
  additions: number;
  deletions: number;
  changedFiles: number;
}

/** `pull-request-simple` */
export function simplePull(
  context: Pick<ForgeContext, 'baseUrl'>,
  facts: PullFacts,
) {
  const { pull, repository: where } = facts;
  const { issue } = pull;
  const name = `${where.owner.login}/${where.repo.name}`;
  const url = apiUrl(context, `/repos/${name}/pulls/${pull.number}`);
  const issueUrl = apiUrl(context, `/repos/${name}/issues/${pull.number}`);
  const html = webUrl(context, `/${name}/pull/${pull.number}`);
  const assignees = facts.assignees.map(account =>
    simpleUser(context, account),
  );
  const owner = simpleUser(context, where.owner);
  const side = (ref: string, sha: string) => ({
    label: `${where.owner.login}:${ref}`,
    ref,
    sha,
    user: owner,
    repo: repository(context, where),
  });
  const statuses = apiUrl(context, `/repos/${name}/statuses/${pull.headSha}`);
  return {
    id: pull.id,
    node_id: nodeId('PullRequest', pull.id),
    number: pull.number,
    url,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: issueUrl,
    commits_url: `${url}/commits`,
    comments_url: `${issueUrl}/comments`,
    review_comments_url: `${url}/comments`,
    review_comment_url: apiUrl(
      context,
      `/repos/${name}/pulls/comments{/number}`,
    ),
    statuses_url: statuses,
    state: issue.state,
    locked: issue.locked,
    title: issue.title,
    body: issue.body,
    user: simpleUser(context, facts.author),
    labels: facts.labels.map(row => ({
      ...label(context, name, row),
      description: row.description ?? '',
    })),
    milestone: null,
    active_lock_reason: null,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    merged_at: pull.mergedAt,
    merge_commit_sha: pull.mergeCommitSha,
    assignee: assignees[0] ?? null,
    assignees,
    requested_reviewers: facts.reviewers.map(account =>
      simpleUser(context, account),
    ),
    requested_teams: facts.reviewTeams.map(team =>
      listedTeam(context, where.owner, team, null),
    ),
    head: side(pull.headRef, pull.headSha),
    base: side(pull.baseRef, pull.baseSha),
    _links: {
      self: { href: url },
      html: { href: html },
      issue: { href: issueUrl },
      comments: { href: `${issueUrl}/comments` },
      review_comments: { href: `${url}/comments` },
      review_comment: {
        href: apiUrl(context, `/repos/${name}/pulls/comments{/number}`),
      },
      commits: { href: `${url}/commits` },
      statuses: { href: statuses },
    },
    author_association: facts.association,
    auto_merge: null,
    draft: pull.draft,
  } satisfies Schema<'pull-request-simple'>;
}

/** `pull-request` */
export function fullPull(
  context: Pick<ForgeContext, 'baseUrl'>,
  facts: PullFacts,
  details: PullDetails,
) {
  return {
    ...simplePull(context, facts),
    merged: facts.pull.mergedAt !== null,
    mergeable: details.mergeable,
    rebaseable: details.mergeable,
    mergeable_state: details.mergeableState,
    merged_by: details.mergedBy ? simpleUser(context, details.mergedBy) : null,
    comments: details.comments,
    review_comments: details.reviewComments,
    maintainer_can_modify: facts.pull.maintainerCanModify,
    commits: details.commits,
    additions: details.additions,
    deletions: details.deletions,
    changed_files: details.changedFiles,
  } satisfies Schema<'pull-request'>;
}
