import type { Invocation } from '../cli/verb.ts';
import { required, text } from '../cli/values.ts';
import { writeResult } from '../output/result.ts';
import type { PortalClient } from '../portal/client.ts';
import { ExitCode } from '../problem.ts';
import { detailLine } from './page.ts';
import { detailSchema } from './reply.ts';

type Words = Pick<Invocation, 'options' | 'operands'>;

/** `./slipway cancel` */
export async function cancel(
  portal: PortalClient,
  { options, operands }: Words,
): Promise<number> {
  const id = required('cancel', operands[0], 'the id of the promotion');
  const reason = required('cancel', text(options, 'reason'), '--reason');
  return amend(portal, options, { id, action: 'cancel', body: { reason } });
}

/** `./slipway take-out` */
export async function takeOut(
  portal: PortalClient,
  { options, operands }: Words,
): Promise<number> {
  const component = required('take-out', operands[0], 'the component');
  const train = required('take-out', text(options, 'train'), '--train');
  const reason = required('take-out', text(options, 'reason'), '--reason');
  return amend(portal, options, {
    id: train,
    action: 'take-out',
    body: { component, reason },
  });
}

async function amend(
  portal: PortalClient,
  options: Words['options'],
  { id, action, body }: { id: string; action: string; body: object },
): Promise<number> {
  const detail = await portal.ask({
    method: 'POST',
    path: `/api/gitops/promotions/${encodeURIComponent(id)}/${action}`,
    body,
    reply: detailSchema,
  });
  writeResult(options.json, detail, () => detailLine(detail));
  return ExitCode.ok;
}
