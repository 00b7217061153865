import { PORTAL_EXITS, portalOptions } from '../cli/portal-options.ts';
import type { Verb } from '../cli/verb.ts';
import { withPortal } from '../portal/with-portal.ts';

/** `./slipway releases` */
export const releasesVerb: Verb = {
  name: 'releases',
  about: 'portal',
  summary: 'List the releases that CI reported of a component',
  operands: '<component>',
  maxOperands: 1,
  options: {
    limit: {
      type: 'string',
      short: 'n',
      value: 'NUMBER',
      help: 'at most so many, the newest (20)',
    },
    ...portalOptions,
  },
  details: PORTAL_EXITS,
  examples: [['./slipway releases shop -n 5', 'the newest five']],
  run: invocation =>
    withPortal(invocation, async portal => {
      const { releases } = await import('../changes/releases.ts');
      return releases(portal, invocation);
    }),
};
