import type { ForgeContext } from '../../context.ts';
import type { Account } from '../../store/types.ts';
import type { Schema } from './schemas.ts';
import { apiUrl, nodeId, webUrl } from './urls.ts';
import type { ProfileCounts } from './user.ts';

/** `organization-simple` */
export function simpleOrganization(
  context: Pick<ForgeContext, 'baseUrl'>,
  org: Account,
): Schema<'organization-simple'> {
  const url = apiUrl(context, `/orgs/${org.login}`);
  return {
    login: org.login,
    id: org.id,
    node_id: nodeId('Organization', org.id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: webUrl(context, `/avatars/${org.login}`),
    description: org.name ?? '',
  };
}

/** `organization-full` */
export function fullOrganization(
  context: Pick<ForgeContext, 'baseUrl'>,
  org: Account,
  counts: ProfileCounts,
): Schema<'organization-full'> {
  return {
    ...simpleOrganization(context, org),
    name: org.name ?? org.login,
    html_url: webUrl(context, `/${org.login}`),
    has_organization_projects: false,
    has_repository_projects: false,
    public_repos: counts.publicRepos,
    total_private_repos: counts.privateRepos,
    public_gists: 0,
    followers: 0,
    following: 0,
    type: 'Organization',
    default_repository_permission: 'read',
    members_can_create_repositories: true,
    created_at: org.createdAt,
    updated_at: org.updatedAt,
    archived_at: null,
  };
}
