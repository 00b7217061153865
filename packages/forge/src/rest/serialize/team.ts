import type { ForgeContext } from '../../context.ts';
import type { Account, Team } from '../../store/types.ts';
import { fullOrganization } from './organization.ts';
import type { Schema } from './schemas.ts';
import { apiUrl, nodeId, webUrl } from './urls.ts';

/** `team-simple` */
export function simpleTeam(
  context: Pick<ForgeContext, 'baseUrl'>,
  org: Account,
  team: Team,
): Schema<'team-simple'> {
  const url = apiUrl(context, `/orgs/${org.login}/teams/${team.slug}`);
  return {
    id: team.id,
    node_id: nodeId('Team', team.id),
    url,
    html_url: webUrl(context, `/orgs/${org.login}/teams/${team.slug}`),
    name: team.name,
    slug: team.slug,
    description: team.description,
    privacy: 'closed',
    notification_setting: 'notifications_enabled',
    permission: 'pull',
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    type: 'organization',
  };
}

/** `team`: an entry of a list. */
export function listedTeam(
  context: Pick<ForgeContext, 'baseUrl'>,
  org: Account,
  team: Team,
  parent: Team | null,
): Schema<'team'> {
  return {
    ...simpleTeam(context, org, team),
    parent: parent ? simpleTeam(context, org, parent) : null,
    type: 'organization',
    organization_id: org.id,
  };
}

/** `team-full` */
export function fullTeam(
  context: Pick<ForgeContext, 'baseUrl'>,
  org: Account,
  team: Team,
  facts: { parent: Team | null; members: number; repos: number },
): Schema<'team-full'> {
  return {
    ...simpleTeam(context, org, team),
    privacy: 'closed',
    notification_setting: 'notifications_enabled',
    parent: facts.parent ? simpleTeam(context, org, facts.parent) : null,
    members_count: facts.members,
    repos_count: facts.repos,
    created_at: team.createdAt,
    updated_at: team.updatedAt,
    organization: {
      ...fullOrganization(context, org, { publicRepos: 0, privateRepos: 0 }),
      type: 'Organization' as const,
    },
    type: 'organization',
  };
}
