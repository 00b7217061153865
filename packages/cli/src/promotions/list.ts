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
import { promotionSchema } from './reply.ts';

const promotionsSchema = z.looseObject({
  promotions: z.array(promotionSchema),
  next: z.string().optional(),
});

/** `./slipway promotions` */
export async function promotions(
  portal: PortalClient,
  { options, operands }: Pick<Invocation, 'options' | 'operands'>,
): Promise<number> {
  const reply = await portal.ask({
    path: '/api/gitops/promotions',
    query: {
      component: operands[0],
      environment: text(options, 'in'),
      state: text(options, 'state') ?? 'open',
      limit: count('promotions', options, 'limit', { otherwise: 20, max: 100 }),
    },
    reply: promotionsSchema,
  });
  writeResult(options.json, reply, () =>
    reply.promotions.length === 0
      ? 'There is no such promotion'
      : records(
          ['ID', 'AGE', 'KIND', 'WHERE', 'RELEASES', 'STATE', 'BY'],
          reply.promotions.map(one => [
            plain(one.id),
            age(Date.now() - Date.parse(one.requestedAt)),
            one.kind,
            plain(one.environment),
            one.parts.map(releaseOf).join(', '),
            one.state,
            [
              plain(one.requestedBy),
              one.pullRequest && `#${one.pullRequest.number}`,
            ]
              .filter(Boolean)
              .join(' '),
          ]),
          new Terminal(),
        ),
  );
  return ExitCode.ok;
}

function releaseOf({
  component,
  to,
  takenOut,
}: z.infer<typeof promotionSchema>['parts'][number]): string {
  return `${plain(component)} ${plain(to)}${takenOut ? ' (taken out)' : ''}`;
}
