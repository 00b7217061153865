import type { Account } from '../store/types.ts';
import { connection, type PageArgs } from './connection.ts';
import type { Graph, Node } from './graph.ts';
import { accountNodeId, avatarUrl } from './identity.ts';
import {
  findRepository,
  repositoryNode,
  visibleRepositories,
  type RepositoryFilter,
} from './repository.ts';

/** The fields that users and organisations share: GitHub's `RepositoryOwner` and more. */
export function ownerFields(graph: Graph, account: Account): Node {
  const { baseUrl } = graph.context;
  return {
    id: accountNodeId(account),
    databaseId: account.id,
    login: account.login,
    name: account.name,
    avatarUrl: avatarUrl(baseUrl, account),
    url: `${baseUrl}/${account.login}`,
    resourcePath: `/${account.login}`,
    websiteUrl: null,
    location: null,
    createdAt: account.createdAt,
    updatedAt: account.updatedAt,
    repository: ({ name }: { name: string }) =>
      findRepository(graph, account, name).then(found => found ?? null),
    repositories: async (args: PageArgs & RepositoryFilter) => {
      const repositories = await visibleRepositories(graph, account, args);
      return {
        ...connection(graph, repositories, args, {
          name: 'repositories',
          key: repository => repository.id,
          toNode: repository => repositoryNode(graph, account, repository),
        }),
        totalDiskUsage: 0,
      };
    },
  };
}
