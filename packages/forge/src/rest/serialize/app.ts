import type { ForgeContext } from '../../context.ts';
import type { Account, App, Installation } from '../../store/types.ts';
import type { Schema } from './schemas.ts';
import { apiUrl, nodeId, webUrl } from './urls.ts';
import { simpleUser } from './user.ts';

/** `integration`: a GitHub App. */
export function integration(
  context: Pick<ForgeContext, 'baseUrl'>,
  app: App,
  owner: Account,
): NonNullable<Schema<'nullable-integration'>> {
  return {
    id: app.id,
    slug: app.slug,
    node_id: nodeId('App', app.id),
    client_id: app.clientId,
    owner: simpleUser(context, owner),
    name: app.name,
    description: null,
    external_url: webUrl(context, `/apps/${app.slug}`),
    html_url: webUrl(context, `/apps/${app.slug}`),
    created_at: app.createdAt,
    updated_at: app.createdAt,
    permissions: app.permissions,
    events: app.events,
  };
}

/** `installation` */
export function installation(
  context: Pick<ForgeContext, 'baseUrl'>,
  row: Installation,
  app: App,
  account: Account,
): Schema<'installation'> {
  return {
    id: row.id,
    account: simpleUser(context, account),
    repository_selection: 'all',
    access_tokens_url: apiUrl(
      context,
      `/app/installations/${row.id}/access_tokens`,
    ),
    repositories_url: apiUrl(context, '/installation/repositories'),
    html_url: webUrl(
      context,
      `/organizations/${account.login}/settings/installations/${row.id}`,
    ),
    app_id: app.id,
    app_slug: app.slug,
    target_id: account.id,
    target_type: account.type,
    permissions: app.permissions,
    events: app.events,
    created_at: row.createdAt,
    updated_at: row.createdAt,
    single_file_name: null,
    suspended_by: null,
    suspended_at: null,
  };
}
