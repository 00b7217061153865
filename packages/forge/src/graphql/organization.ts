import type { Account, OrgMember } from '../store/types.ts';
import { ownerFields } from './account.ts';
import { connection, type PageArgs } from './connection.ts';
import type { Graph, Node } from './graph.ts';
import { findTeam, teamNode, teamsOf } from './team.ts';
import { userNode } from './user.ts';

/** An `Organization`. */
export function organizationNode(graph: Graph, account: Account): Node {
  const { store, baseUrl } = graph.context;
  const membership = () =>
    store.orgMembers.find({ orgId: account.id, userId: graph.viewer.id });
  return {
    __typename: 'Organization',
    ...ownerFields(graph, account),
    email: account.email,
    description: null,
    archivedAt: null,
    isVerified: false,
    teamsUrl: `${baseUrl}/orgs/${account.login}/teams`,
    teamsResourcePath: `/orgs/${account.login}/teams`,
    viewerIsAMember: async () => (await membership()) !== undefined,
    viewerCanAdminister: async () =>
      graph.viewer.siteAdmin || (await membership())?.role === 'admin',
    membersWithRole: (args: PageArgs) => membersWithRole(graph, account, args),
    team: async ({ slug }: { slug: string }) =>
      (await findTeam(graph, account, slug)) ?? null,
    teams: async (args: PageArgs & { userLogins?: string[] | null }) =>
      connection(graph, await teamsOf(graph, account, args), args, {
        name: 'teams',
        key: team => team.id,
        toNode: team => teamNode(graph, account, team),
      }),
  };
}

async function membersWithRole(
  graph: Graph,
  organization: Account,
  args: PageArgs,
): Promise<Node> {
  const { store } = graph.context;
  const memberships = await store.orgMembers.list({ orgId: organization.id });
  const role = new Map<number, OrgMember['role']>(
    memberships.map(({ userId, role: held }) => [userId, held]),
  );
  const users = role.size
    ? await store.accounts.list({ id: [...role.keys()] }, { orderBy: 'id' })
    : [];
  return connection(graph, users, args, {
    name: 'membersWithRole',
    key: user => user.id,
    toNode: user => userNode(graph, user),
    toEdge: user => ({
      role: role.get(user.id) === 'admin' ? 'ADMIN' : 'MEMBER',
      hasTwoFactorEnabled: null,
    }),
  });
}
