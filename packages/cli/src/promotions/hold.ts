import { z } from 'zod';
import type { Invocation } from '../cli/verb.ts';
import { required, text, usageProblem } from '../cli/values.ts';
import { age } from '../output/format.ts';
import { records } from '../output/records.ts';
import { writeResult } from '../output/result.ts';
import { Terminal } from '../output/terminal.ts';
import type { PortalClient } from '../portal/client.ts';
import { plain } from '../portal/text.ts';
import { ExitCode } from '../problem.ts';
import { readHolds } from './holds.ts';

/** `./slipway hold`: sets, releases or lists holds; what holds then is the result. */
export async function hold(
  portal: PortalClient,
  { options, operands }: Pick<Invocation, 'options' | 'operands'>,
): Promise<number> {
  const component = required('hold', operands[0], 'the component');
  const environment = text(options, 'in');
  const reason = text(options, 'reason');
  if (environment !== undefined) {
    if (!options.release && reason === undefined) {
      throw usageProblem(
        'hold',
        '--reason is missing: whoever meets the hold asks why',
      );
    }
    await portal.ask({
      method: options.release ? 'DELETE' : 'PUT',
      path: `/api/gitops/holds/${encodeURIComponent(component)}/${encodeURIComponent(environment)}`,
      ...(!options.release && { body: { reason } }),
      reply: z.unknown(),
    });
  } else if (options.release || reason !== undefined) {
    throw usageProblem('hold', '--in is missing');
  }
  const reply = await readHolds(portal, component);
  writeResult(options.json, reply, () =>
    reply.holds.length === 0
      ? `Nothing holds ${component}`
      : records(
          ['ENVIRONMENT', 'AGE', 'BY', 'REASON'],
          reply.holds.map(one => [
            plain(one.environment),
            age(Date.now() - Date.parse(one.at)),
            plain(one.by),
            plain(one.reason),
          ]),
          new Terminal(),
        ),
  );
  return ExitCode.ok;
}
