import type { ForgeContext } from '../../context.ts';
import type { Account, CommitStatus } from '../../store/types.ts';
import type { Schema } from './schemas.ts';
import { apiUrl, nodeId, webUrl } from './urls.ts';
import { simpleUser } from './user.ts';

/** `simple-commit-status`: an entry of a combined status. */
export function simpleStatus(
  context: Pick<ForgeContext, 'baseUrl'>,
  repo: string,
  row: CommitStatus,
): Schema<'simple-commit-status'> {
  return {
    url: apiUrl(context, `/repos/${repo}/statuses/${row.sha}`),
    avatar_url: webUrl(context, `/avatars/${row.creatorId}`),
    id: row.id,
    node_id: nodeId('StatusContext', row.id),
    state: row.state,
    description: row.description,
    target_url: row.targetUrl,
    context: row.context,
    created_at: row.createdAt,
    updated_at: row.createdAt,
  };
}

/** `status` */
export function status(
  context: Pick<ForgeContext, 'baseUrl'>,
  repo: string,
  row: CommitStatus,
  creator: Account,
): Schema<'status'> {
  return {
    ...simpleStatus(context, repo, row),
    avatar_url: webUrl(context, `/avatars/${creator.login}`),
    target_url: row.targetUrl ?? '',
    description: row.description ?? '',
    creator: simpleUser(context, creator),
  };
}
