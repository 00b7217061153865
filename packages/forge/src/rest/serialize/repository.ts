import type { ForgeContext } from '../../context.ts';
import {
  type Account,
  type Permission,
  type Repository,
} from '../../store/types.ts';
import { atLeast } from '../../auth.ts';
import type { Schema } from './schemas.ts';
import { apiUrl, nodeId, webUrl } from './urls.ts';
import { simpleUser } from './user.ts';

/** What a repository's reply needs beside its record. */
export interface RepositoryFacts {
  repo: Repository;
  owner: Account;
  /** Of the one who asks; left out where GitHub tells nothing of it. */
  permission?: Permission;
  openIssues?: number;
  /** Kilobytes. */
  size?: number;
}

/** The five flags that stand for a permission. */
export const permissionFlags = (permission: Permission) => ({
  admin: atLeast(permission, 'admin'),
  maintain: atLeast(permission, 'maintain'),
  push: atLeast(permission, 'write'),
  triage: atLeast(permission, 'triage'),
  pull: atLeast(permission, 'read'),
});

function addresses(
  context: Pick<ForgeContext, 'baseUrl'>,
  url: string,
  html: string,
) {
  const below = (path: string) => `${url}/${path}`;
  const host = new URL(context.baseUrl).host;
  const path = new URL(html).pathname;
  return {
    url,
    html_url: html,
    archive_url: below('{archive_format}{/ref}'),
    assignees_url: below('assignees{/user}'),
    blobs_url: below('git/blobs{/sha}'),
    branches_url: below('branches{/branch}'),
    collaborators_url: below('collaborators{/collaborator}'),
    comments_url: below('comments{/number}'),
    commits_url: below('commits{/sha}'),
    compare_url: below('compare/{base}...{head}'),
    contents_url: below('contents/{+path}'),
    contributors_url: below('contributors'),
    deployments_url: below('deployments'),
    downloads_url: below('downloads'),
    events_url: below('events'),
    forks_url: below('forks'),
    git_commits_url: below('git/commits{/sha}'),
    git_refs_url: below('git/refs{/sha}'),
    git_tags_url: below('git/tags{/sha}'),
    hooks_url: below('hooks'),
    issue_comment_url: below('issues/comments{/number}'),
    issue_events_url: below('issues/events{/number}'),
    issues_url: below('issues{/number}'),
    keys_url: below('keys{/key_id}'),
    labels_url: below('labels{/name}'),
    languages_url: below('languages'),
    merges_url: below('merges'),
    milestones_url: below('milestones{/number}'),
    notifications_url: below('notifications{?since,all,participating}'),
    pulls_url: below('pulls{/number}'),
    releases_url: below('releases{/id}'),
    stargazers_url: below('stargazers'),
    statuses_url: below('statuses/{sha}'),
    subscribers_url: below('subscribers'),
    subscription_url: below('subscription'),
    tags_url: below('tags'),
    teams_url: below('teams'),
    trees_url: below('git/trees{/sha}'),
    clone_url: `${html}.git`,
    git_url: `git://${host}${path}.git`,
    ssh_url: `ssh://git@${host}${path}.git`,
    svn_url: html,
  };
}

/** `repository`; a superset of `minimal-repository`. */
export function repository(
  context: Pick<ForgeContext, 'baseUrl'>,
  { repo, owner, permission, openIssues = 0, size = 0 }: RepositoryFacts,
) {
  const name = `${owner.login}/${repo.name}`;
  return {
    id: repo.id,
    node_id: nodeId('Repository', repo.id),
    name: repo.name,
    full_name: name,
    owner: simpleUser(context, owner),
    private: repo.private,
    description: repo.description,
    fork: false,
    ...addresses(
      context,
      apiUrl(context, `/repos/${name}`),
      webUrl(context, `/${name}`),
    ),
    homepage: repo.homepage,
    language: null,
    license: null,
    mirror_url: null,
    archived: repo.archived,
    disabled: false,
    visibility: repo.private ? 'private' : 'public',
    default_branch: repo.defaultBranch,
    topics: repo.topics,
    is_template: false,
    has_issues: repo.hasIssues,
    has_projects: repo.hasProjects,
    has_wiki: repo.hasWiki,
    has_pages: false,
    has_downloads: false,
    has_discussions: false,
    forks: 0,
    forks_count: 0,
    open_issues: openIssues,
    open_issues_count: openIssues,
    size,
    stargazers_count: 0,
    watchers: 0,
    watchers_count: 0,
    pushed_at: repo.pushedAt ?? repo.createdAt,
    created_at: repo.createdAt,
    updated_at: repo.updatedAt,
    allow_merge_commit: repo.allowMergeCommit,
    allow_squash_merge: repo.allowSquashMerge,
    allow_rebase_merge: repo.allowRebaseMerge,
    allow_auto_merge: repo.allowAutoMerge,
    allow_update_branch: repo.allowUpdateBranch,
    delete_branch_on_merge: repo.deleteBranchOnMerge,
    squash_merge_commit_title: repo.squashMergeCommitTitle,
    squash_merge_commit_message: repo.squashMergeCommitMessage,
    web_commit_signoff_required: false,
    ...(permission ? { permissions: permissionFlags(permission) } : {}),
  } satisfies Schema<'repository'>;
}

/** `full-repository`: the reply to a question about one repository. */
export function fullRepository(
  context: Pick<ForgeContext, 'baseUrl'>,
  facts: RepositoryFacts,
): Schema<'full-repository'> {
  return {
    ...repository(context, facts),
    ...(facts.owner.type === 'Organization'
      ? { organization: simpleUser(context, facts.owner) }
      : {}),
    allow_forking: false,
    network_count: 0,
    subscribers_count: 0,
  };
}
