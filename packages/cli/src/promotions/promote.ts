import type { Invocation } from '../cli/verb.ts';
import { required, text, texts, usageProblem } from '../cli/values.ts';
import { readDelivery } from '../delivery/reply.ts';
import type { PortalClient } from '../portal/client.ts';
import { requestPromotion } from './request.ts';
import { environmentBefore, releaseIn } from './source.ts';

/** `./slipway promote` */
export async function promote(
  portal: PortalClient,
  { options, operands }: Pick<Invocation, 'options' | 'operands'>,
  seconds: number,
): Promise<number> {
  const component = required('promote', operands[0], 'the component');
  const environment = required('promote', text(options, 'to'), '--to');
  const named = text(options, 'version');
  const from = text(options, 'from');
  if (named !== undefined && from !== undefined) {
    throw usageProblem(
      'promote',
      '--from and --version say the same; give one',
    );
  }
  const clusters = texts(options, 'cluster');
  const exception = text(options, 'exception');
  const { source, version } =
    named === undefined
      ? await chosenRelease(portal, component, { environment, from })
      : { source: undefined, version: named };
  return requestPromotion(
    portal,
    {
      kind: 'promotion',
      environment,
      source,
      parts: [{ component, version, ...(clusters.length > 0 && { clusters }) }],
      reason: text(options, 'reason'),
      hotfix: options.hotfix === true,
      ...(exception && { exception: { reason: exception } }),
    },
    { options, seconds },
  );
}

async function chosenRelease(
  portal: PortalClient,
  component: string,
  { environment, from }: { environment: string; from: string | undefined },
) {
  const delivery = await readDelivery(portal, component);
  const source = from ?? environmentBefore(delivery, environment);
  return { source, version: releaseIn(delivery, source) };
}
