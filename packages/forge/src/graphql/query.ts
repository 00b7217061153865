import { notResolved } from './errors.ts';
import type { Graph, Node } from './graph.ts';
import { organizationNode } from './organization.ts';
import { rateLimitNode } from './rateLimit.ts';
import { findRepository } from './repository.ts';
import { userNode } from './user.ts';

/** The fields of GitHub's `Query` that the forge resolves. */
export function queryRoot(graph: Graph): Node {
  const { accounts } = graph.context.store;
  return {
    viewer: () => userNode(graph, graph.viewer),
    rateLimit: () => rateLimitNode(graph),
    organization: async ({ login }: { login: string }) => {
      const account = await accounts.find({ login, type: 'Organization' });
      if (!account) {
        throw notResolved('an Organization', `the login of '${login}'`);
      }
      return organizationNode(graph, account);
    },
    user: async ({ login }: { login: string }) => {
      const account = await accounts.find({ login, type: 'User' });
      if (!account) throw notResolved('a User', `the login of '${login}'`);
      return userNode(graph, account);
    },
    repositoryOwner: async ({ login }: { login: string }) => {
      const account = await accounts.find({ login });
      if (!account) return null;
      return account.type === 'Organization'
        ? organizationNode(graph, account)
        : userNode(graph, account);
    },
    repository: async ({ owner, name }: { owner: string; name: string }) => {
      const account = await accounts.find({ login: owner });
      const repository =
        account && (await findRepository(graph, account, name));
      if (!repository) {
        throw notResolved('a Repository', `the name '${owner}/${name}'`);
      }
      return repository;
    },
  };
}
