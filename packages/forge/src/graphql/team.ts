import type { Account, Team } from '../store/types.ts';
import { connection, type PageArgs } from './connection.ts';
import type { Graph, Node } from './graph.ts';
import { avatarUrl, teamNodeId } from './identity.ts';
import { organizationNode } from './organization.ts';
import { userNode } from './user.ts';

/** A team of an organisation by its slug. */
export async function findTeam(
  graph: Graph,
  organization: Account,
  slug: string,
): Promise<Node | undefined> {
  const { teams } = graph.context.store;
  const team = await teams.find({ orgId: organization.id, slug });
  return team && teamNode(graph, organization, team);
}

/** The teams of an organisation, or those among them that some people are in. */
export async function teamsOf(
  graph: Graph,
  organization: Account,
  { userLogins }: { userLogins?: string[] | null },
): Promise<Team[]> {
  const { store } = graph.context;
  const all = await store.teams.list(
    { orgId: organization.id },
    { orderBy: 'id' },
  );
  if (!userLogins?.length) return all;
  const users = await store.accounts.list({ login: userLogins });
  const memberships = users.length
    ? await store.teamMembers.list({ userId: users.map(user => user.id) })
    : [];
  const wanted = new Set(memberships.map(({ teamId }) => teamId));
  return all.filter(team => wanted.has(team.id));
}

/** A `Team`. */
export function teamNode(
  graph: Graph,
  organization: Account,
  team: Team,
): Node {
  const { store, baseUrl } = graph.context;
  const path = `/orgs/${organization.login}/teams/${team.slug}`;
  return {
    __typename: 'Team',
    id: teamNodeId(team),
    databaseId: team.id,
    slug: team.slug,
    name: team.name,
    combinedSlug: `${organization.login}/${team.slug}`,
    description: team.description,
    privacy: 'VISIBLE',
    avatarUrl: avatarUrl(baseUrl, organization),
    url: `${baseUrl}${path}`,
    resourcePath: path,
    editTeamUrl: `${baseUrl}${path}/edit`,
    editTeamResourcePath: `${path}/edit`,
    membersUrl: `${baseUrl}${path}/members`,
    membersResourcePath: `${path}/members`,
    createdAt: team.createdAt,
    updatedAt: team.updatedAt,
    organization: () => organizationNode(graph, organization),
    parentTeam: async () => {
      if (team.parentId === null) return null;
      const parent = await store.teams.find({ id: team.parentId });
      return parent ? teamNode(graph, organization, parent) : null;
    },
    childTeams: async (args: PageArgs) =>
      connection(graph, await store.teams.list({ parentId: team.id }), args, {
        name: 'childTeams',
        key: child => child.id,
        toNode: child => teamNode(graph, organization, child),
      }),
    members: (args: MemberArgs) => members(graph, organization, team, args),
  };
}

interface MemberArgs extends PageArgs {
  membership?: 'ALL' | 'CHILD_TEAM' | 'IMMEDIATE';
  role?: 'MAINTAINER' | 'MEMBER' | null;
}

async function members(
  graph: Graph,
  organization: Account,
  team: Team,
  args: MemberArgs,
): Promise<Node> {
  const { store, baseUrl } = graph.context;
  const below =
    args.membership === 'IMMEDIATE' ? [] : await descendants(graph, team);
  const teamIds = [
    ...(args.membership === 'CHILD_TEAM' ? [] : [team.id]),
    ...below.map(child => child.id),
  ];
  const rows = (
    teamIds.length ? await store.teamMembers.list({ teamId: teamIds }) : []
  ).filter(({ role }) => !args.role || role.toUpperCase() === args.role);
  const role = new Map(rows.map(row => [row.userId, row.role]));
  const users = role.size
    ? await store.accounts.list({ id: [...role.keys()] }, { orderBy: 'id' })
    : [];
  const access = `/orgs/${organization.login}/teams/${team.slug}/members`;
  return connection(graph, users, args, {
    name: 'members',
    key: user => user.id,
    toNode: user => userNode(graph, user),
    toEdge: user => ({
      role: (role.get(user.id) ?? 'member').toUpperCase(),
      memberAccessUrl: `${baseUrl}${access}`,
      memberAccessResourcePath: access,
    }),
  });
}

async function descendants(graph: Graph, team: Team): Promise<Team[]> {
  const found = new Map<number, Team>();
  let parents = [team];
  while (parents.length) {
    const children = await graph.context.store.teams.list({
      parentId: parents.map(parent => parent.id),
    });
    parents = children.filter(child => !found.has(child.id));
    parents.forEach(child => found.set(child.id, child));
  }
  return [...found.values()];
}
