import type { Invocation } from '../cli/verb.ts';
import { writeResult } from '../output/result.ts';
import { Terminal } from '../output/terminal.ts';
import type { PortalClient } from '../portal/client.ts';
import { ExitCode } from '../problem.ts';
import { readHolds } from '../promotions/holds.ts';
import { deliveryPage } from './page.ts';
import { readDelivery } from './reply.ts';

/** `./slipway status COMPONENT` */
export async function showDelivery(
  portal: PortalClient,
  component: string,
  { options }: Pick<Invocation, 'options'>,
): Promise<number> {
  if (options.json) {
    writeResult(true, await readDelivery(portal, component), String);
    return ExitCode.ok;
  }
  const [delivery, { holds }] = await Promise.all([
    readDelivery(portal, component),
    readHolds(portal, component),
  ]);
  const terminal = new Terminal();
  terminal.line(deliveryPage(delivery, holds, terminal));
  return ExitCode.ok;
}
