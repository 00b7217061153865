import type { Account } from '../store/types.ts';
import { ownerFields } from './account.ts';
import { connection, type PageArgs } from './connection.ts';
import type { Graph, Node } from './graph.ts';
import { organizationNode } from './organization.ts';

/** A `User`. */
export function userNode(graph: Graph, account: Account): Node {
  const { store } = graph.context;
  return {
    __typename: 'User',
    ...ownerFields(graph, account),
    email: account.email ?? '',
    bio: null,
    company: null,
    pronouns: null,
    isSiteAdmin: account.siteAdmin,
    isViewer: account.id === graph.viewer.id,
    // Verified domains are a setting of GitHub Enterprise; nobody has verified any here.
    organizationVerifiedDomainEmails: () => [],
    organizations: async (args: PageArgs) => {
      const memberships = await store.orgMembers.list({ userId: account.id });
      const organizations = memberships.length
        ? await store.accounts.list({ id: memberships.map(m => m.orgId) })
        : [];
      return connection(graph, organizations, args, {
        name: 'organizations',
        key: organization => organization.id,
        toNode: organization => organizationNode(graph, organization),
      });
    },
    organization: async ({ login }: { login: string }) => {
      const organization = await store.accounts.find({
        login,
        type: 'Organization',
      });
      const member =
        organization &&
        (await store.orgMembers.find({
          orgId: organization.id,
          userId: account.id,
        }));
      return member ? organizationNode(graph, organization) : null;
    },
  };
}
