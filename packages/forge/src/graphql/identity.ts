import { nodeId } from '../rest/serialize/urls.ts';
import type { Account, Repository, Team } from '../store/types.ts';

/** The ids that REST gives as `node_id`: an object has the same one everywhere. */
export function accountNodeId(account: Account): string {
  return nodeId(account.type, account.id);
}

/** @see accountNodeId */
export function repositoryNodeId(repository: Repository): string {
  return nodeId('Repository', repository.id);
}

/** @see accountNodeId */
export function teamNodeId(team: Team): string {
  return nodeId('Team', team.id);
}

/** @see accountNodeId */
export function topicNodeId(repository: Repository, topic: string): string {
  return nodeId('RepositoryTopic', `${repository.id}:${topic}`);
}

/** The id of a git object or ref within its repository. */
export function objectNodeId(
  kind: string,
  repository: unknown,
  name: string,
): string {
  return nodeId(kind, `${repository}:${name}`);
}

/** Where an account's picture is. */
export function avatarUrl(baseUrl: string, account: Account): string {
  return `${baseUrl}/avatars/${encodeURIComponent(account.login)}`;
}
