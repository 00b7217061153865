import type { ForgeContext } from '../../context.ts';
import type { Hook, HookDelivery } from '../../store/types.ts';
import type { Schema } from './schemas.ts';
import { apiUrl } from './urls.ts';

const config = (row: Hook) => ({
  url: row.url,
  content_type: row.contentType,
  insecure_ssl: row.insecureSsl ? '1' : '0',
  ...(row.secret ? { secret: '********' } : {}),
});

const health = ({ statusCode }: HookDelivery) =>
  statusCode < 400 ? 'active' : 'error';

/** `hook`: a repository's webhook. The secret never leaves. */
export function repositoryHook(
  context: Pick<ForgeContext, 'baseUrl'>,
  repo: string,
  row: Hook,
  last: HookDelivery | undefined,
): Schema<'hook'> {
  const url = apiUrl(context, `/repos/${repo}/hooks/${row.id}`);
  return {
    type: 'Repository',
    id: row.id,
    name: 'web',
    active: row.active,
    events: row.events,
    config: config(row),
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    url,
    test_url: `${url}/test`,
    ping_url: `${url}/pings`,
    deliveries_url: `${url}/deliveries`,
    last_response: {
      code: last?.statusCode ?? null,
      status: last ? health(last) : 'unused',
      message: last?.status ?? null,
    },
  };
}

/** `org-hook` */
export function organizationHook(
  context: Pick<ForgeContext, 'baseUrl'>,
  org: string,
  row: Hook,
): Schema<'org-hook'> {
  const url = apiUrl(context, `/orgs/${org}/hooks/${row.id}`);
  return {
    id: row.id,
    type: 'Organization',
    name: 'web',
    active: row.active,
    events: row.events,
    config: config(row),
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    url,
    ping_url: `${url}/pings`,
    deliveries_url: `${url}/deliveries`,
  };
}

/** `hook-delivery-item` */
export function deliveryItem(row: HookDelivery) {
  return {
    id: row.id,
    guid: row.guid,
    delivered_at: row.deliveredAt,
    redelivery: row.redelivery,
    duration: row.duration,
    status: row.status,
    status_code: row.statusCode,
    event: row.event,
    action: row.action,
    installation_id: null,
    repository_id: row.repoId,
  } satisfies Schema<'hook-delivery-item'>;
}

/** `hook-delivery`: one attempt with all that was said. */
export function delivery(
  hook: Hook,
  row: HookDelivery,
): Schema<'hook-delivery'> {
  const payload: unknown = JSON.parse(row.payload);
  return {
    ...deliveryItem(row),
    url: hook.url,
    request: {
      headers: row.requestHeaders,
      payload: payload as Record<string, unknown>,
    },
    response: { headers: row.responseHeaders, payload: row.responseBody },
  };
}
