import type { Invocation } from '../cli/verb.ts';
import { writeResult } from '../output/result.ts';
import { Terminal } from '../output/terminal.ts';
import type { PortalClient } from '../portal/client.ts';
import { ExitCode } from '../problem.ts';
import { deliveryPage } from './page.ts';
import { readDelivery } from './reply.ts';

/** `./slipway status COMPONENT` */
export async function showDelivery(
  portal: PortalClient,
  component: string,
  { options }: Pick<Invocation, 'options'>,
): Promise<number> {
  const delivery = await readDelivery(portal, component);
  writeResult(options.json, delivery, () =>
    deliveryPage(delivery, new Terminal()),
  );
  return ExitCode.ok;
}
