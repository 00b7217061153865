import type { Invocation } from '../cli/verb.ts';
import { required, text, texts } from '../cli/values.ts';
import type { PortalClient } from '../portal/client.ts';
import { ExitCode, Problem } from '../problem.ts';
import { rollbacksSchema } from './reply.ts';
import { requestPromotion } from './request.ts';

/** `./slipway rollback` */
export async function rollback(
  portal: PortalClient,
  { options, operands }: Pick<Invocation, 'options' | 'operands'>,
  seconds: number,
): Promise<number> {
  const component = required('rollback', operands[0], 'the component');
  const environment = required('rollback', text(options, 'in'), '--in');
  const clusters = texts(options, 'cluster');
  const version =
    text(options, 'to') ??
    (await lastGood(portal, component, { environment, clusters }));
  return requestPromotion(
    portal,
    {
      kind: 'rollback',
      environment,
      parts: [{ component, version, ...(clusters.length > 0 && { clusters }) }],
      reason: text(options, 'reason'),
    },
    { options, seconds },
  );
}

/** The newest release before the present one that was healthy there. */
async function lastGood(
  portal: PortalClient,
  component: string,
  { environment, clusters }: { environment: string; clusters: string[] },
): Promise<string> {
  const { candidates } = await portal.ask({
    path: `/api/gitops/components/${encodeURIComponent(component)}/rollbacks`,
    query: { environment, cluster: clusters[0] },
    reply: rollbacksSchema,
  });
  const [newest] = candidates;
  if (newest) return newest.version;
  throw new Problem(
    `No earlier release of ${component} was healthy in ${environment}; see ./slipway log ${component}`,
    { exitCode: ExitCode.notFound },
  );
}
