import type { ForgeContext } from '../../context.ts';
import type { App, CheckRun } from '../../store/types.ts';
import type { Schema } from './schemas.ts';
import { apiUrl, nodeId, webUrl } from './urls.ts';

/** `check-run` */
export function checkRun(
  context: Pick<ForgeContext, 'baseUrl'>,
  repo: string,
  row: CheckRun,
  app: Schema<'nullable-integration'>,
): Schema<'check-run'> {
  const url = apiUrl(context, `/repos/${repo}/check-runs/${row.id}`);
  const html = webUrl(context, `/${repo}/runs/${row.id}`);
  return {
    id: row.id,
    node_id: nodeId('CheckRun', row.id),
    head_sha: row.headSha,
    external_id: row.externalId,
    url,
    html_url: html,
    details_url: row.detailsUrl ?? html,
    status: row.status,
    conclusion: row.conclusion === 'stale' ? 'neutral' : row.conclusion,
    started_at: row.startedAt,
    completed_at: row.completedAt,
    output: {
      ...row.output,
      annotations_count: 0,
      annotations_url: `${url}/annotations`,
    },
    name: row.name,
    check_suite: { id: row.suiteId },
    app,
    pull_requests: [],
  };
}

/** The app that made a check: `null` when a person's token did. */
export const checkApp = (
  app: App | undefined,
  serialize: (app: App) => NonNullable<Schema<'nullable-integration'>>,
): Schema<'nullable-integration'> => (app ? serialize(app) : null);
