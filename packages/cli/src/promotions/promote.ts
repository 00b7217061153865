import type { Invocation } from '../cli/verb.ts';
import { required, text, texts, usageProblem } from '../cli/values.ts';
import type { PortalClient } from '../portal/client.ts';
import { requestPromotion } from './request.ts';
import { chooseReleases } from './source.ts';

/** `./slipway promote`: one component is a promotion, several are a release train. */
export async function promote(
  portal: PortalClient,
  { options, operands }: Pick<Invocation, 'options' | 'operands'>,
  seconds: number,
): Promise<number> {
  required('promote', operands[0], 'the component');
  const environment = required('promote', text(options, 'to'), '--to');
  const wanted = operands.map(wantedOf);
  const version = text(options, 'version');
  if (version !== undefined) {
    const [one, ...others] = wanted;
    if (!one || others.length > 0 || one.version !== undefined) {
      throw usageProblem(
        'promote',
        '--version is of one component; name those of a train as COMPONENT@VERSION',
      );
    }
    one.version = version;
  }
  const from = text(options, 'from');
  if (from !== undefined && wanted.every(one => one.version !== undefined)) {
    throw usageProblem(
      'promote',
      '--from and a version say the same; give one',
    );
  }
  const { source, releases } = await chooseReleases(portal, wanted, {
    environment,
    from,
  });
  const clusters = texts(options, 'cluster');
  const exception = text(options, 'exception');
  return requestPromotion(
    portal,
    {
      kind: releases.length > 1 ? 'train' : 'promotion',
      environment,
      source,
      parts: releases.map(release => ({
        ...release,
        ...(clusters.length > 0 && { clusters }),
      })),
      reason: text(options, 'reason'),
      hotfix: options.hotfix === true,
      ...(exception && { exception: { reason: exception } }),
    },
    { options, seconds },
  );
}

/** `shop`, or `shop@1.4.2`. */
function wantedOf(operand: string): { component: string; version?: string } {
  const [, component, version] = /^([^@]+)(?:@(.+))?$/.exec(operand) ?? [];
  if (component === undefined) {
    throw usageProblem(
      'promote',
      `'${operand}' is no COMPONENT and no COMPONENT@VERSION`,
    );
  }
  return { component, version };
}
