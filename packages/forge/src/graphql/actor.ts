import type { Account } from '../store/types.ts';
import type { Graph, Node } from './graph.ts';
import { accountNodeId, avatarUrl } from './identity.ts';
import { userNode } from './user.ts';

/** Whoever did something, as an `Actor`: a person, or an app, whose login has no `[bot]` here. */
export function actorNode(graph: Graph, account: Account): Node {
  if (account.type !== 'Bot') return userNode(graph, account);
  const { baseUrl } = graph.context;
  const login = account.login.replace(/\[bot\]$/, '');
  return {
    __typename: 'Bot',
    id: accountNodeId(account),
    databaseId: account.id,
    login,
    avatarUrl: avatarUrl(baseUrl, account),
    url: `${baseUrl}/apps/${login}`,
    resourcePath: `/apps/${login}`,
  };
}
