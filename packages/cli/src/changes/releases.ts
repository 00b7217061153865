import { z } from 'zod';
import type { Invocation } from '../cli/verb.ts';
import { count, required } from '../cli/values.ts';
import { age } from '../output/format.ts';
import { records } from '../output/records.ts';
import { writeResult } from '../output/result.ts';
import { Terminal } from '../output/terminal.ts';
import type { PortalClient } from '../portal/client.ts';
import { plain } from '../portal/text.ts';
import { ExitCode } from '../problem.ts';

const releasesSchema = z.looseObject({
  releases: z.array(
    z.looseObject({
      version: z.string(),
      createdAt: z.string(),
      digest: z.enum(['verified', 'unverified']),
      source: z.looseObject({ repository: z.string(), commit: z.string() }),
      workflowRunUrl: z.string().optional(),
    }),
  ),
});

/** `./slipway releases` */
export async function releases(
  portal: PortalClient,
  { options, operands }: Pick<Invocation, 'options' | 'operands'>,
): Promise<number> {
  const component = required('releases', operands[0], 'the component');
  const reply = await portal.ask({
    path: '/api/gitops/releases',
    query: {
      component,
      limit: count('releases', options, 'limit', { otherwise: 20, max: 100 }),
    },
    reply: releasesSchema,
  });
  writeResult(options.json, reply, () =>
    reply.releases.length === 0
      ? `No release of ${component} was reported`
      : records(
          ['VERSION', 'AGE', 'COMMIT', 'DIGEST', 'RUN'],
          reply.releases.map(one => [
            plain(one.version),
            age(Date.now() - Date.parse(one.createdAt)),
            plain(`${one.source.repository}@${one.source.commit.slice(0, 8)}`),
            one.digest,
            plain(one.workflowRunUrl ?? ''),
          ]),
          new Terminal(),
        ),
  );
  return ExitCode.ok;
}
