import { z } from 'zod';
import type { Invocation } from '../cli/verb.ts';
import { count, text } from '../cli/values.ts';
import { age } from '../output/format.ts';
import { records } from '../output/records.ts';
import { writeResult } from '../output/result.ts';
import { Terminal } from '../output/terminal.ts';
import type { PortalClient } from '../portal/client.ts';
import { plain } from '../portal/text.ts';
import { ExitCode } from '../problem.ts';
import { momentOf } from './since.ts';

const PAGE = 200;

const changeSchema = z.looseObject({
  kind: z.enum(['deploy', 'promotion', 'rollback', 'removal']),
  component: z.string(),
  environment: z.string(),
  clusters: z.array(z.string()),
  from: z.string().optional(),
  to: z.string().optional(),
  at: z.string(),
  by: z.string(),
  requestedBy: z.string().optional(),
  pullRequest: z.looseObject({ number: z.number() }).optional(),
  results: z.record(
    z.string(),
    z.looseObject({
      healthyAt: z.string().optional(),
      failedAt: z.string().optional(),
    }),
  ),
});

type Change = z.infer<typeof changeSchema>;

const changesSchema = z.looseObject({
  changes: z.array(changeSchema),
  next: z.string().optional(),
});

/** `./slipway log` */
export async function log(
  portal: PortalClient,
  { options, operands }: Pick<Invocation, 'options' | 'operands'>,
): Promise<number> {
  const limit = count('log', options, 'limit', { otherwise: 20, max: 5000 });
  const since = text(options, 'since');
  const query = {
    component: operands[0],
    environment: text(options, 'environment'),
    cluster: text(options, 'cluster'),
    from: since && momentOf('log', since),
  };
  const changes: Change[] = [];
  let cursor: string | undefined;
  do {
    const reply = await portal.ask({
      path: '/api/gitops/changes',
      query: {
        ...query,
        limit: Math.min(PAGE, limit - changes.length),
        cursor,
      },
      reply: changesSchema,
    });
    changes.push(...reply.changes);
    cursor = reply.changes.length > 0 ? reply.next : undefined;
  } while (cursor !== undefined && changes.length < limit);
  writeResult(options.json, { changes, next: cursor }, () =>
    changes.length === 0
      ? 'No release has changed there'
      : page(changes, new Terminal()),
  );
  return ExitCode.ok;
}

function page(changes: readonly Change[], terminal: Terminal): string {
  return records(
    ['AGE', 'COMPONENT', 'WHERE', 'RELEASE', 'KIND', 'RESULT', 'BY'],
    changes.map(change => [
      age(Date.now() - Date.parse(change.at)),
      plain(change.component),
      plain(`${change.environment} on ${change.clusters.join(', ')}`),
      plain(`${change.from ?? '-'} → ${change.to ?? '-'}`),
      change.kind,
      result(change, terminal),
      [
        plain(change.requestedBy ?? change.by),
        change.pullRequest && `#${change.pullRequest.number}`,
      ]
        .filter(Boolean)
        .join(' '),
    ]),
    terminal,
  );
}

function result({ clusters, results }: Change, terminal: Terminal): string {
  const seen = clusters.map(cluster => results[cluster]);
  // A failure stays one in the log, also where it recovered.
  if (seen.some(one => one?.failedAt)) return terminal.style('red', '▲ failed');
  if (clusters.length > 0 && seen.every(one => one?.healthyAt)) {
    return terminal.style('green', '● healthy');
  }
  return terminal.style('yellow', '? not known');
}
