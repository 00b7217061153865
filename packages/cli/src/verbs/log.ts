import { PORTAL_EXITS, portalOptions } from '../cli/portal-options.ts';
import type { Verb } from '../cli/verb.ts';
import { withPortal } from '../portal/with-portal.ts';

/** `./slipway log` */
export const logVerb: Verb = {
  name: 'log',
  about: 'portal',
  summary: 'Say which releases changed: where, when, by whom, with what result',
  operands: '[component]',
  maxOperands: 1,
  options: {
    environment: { type: 'string', value: 'ENV', help: 'only of this one' },
    cluster: { type: 'string', value: 'NAME', help: 'only on this one' },
    since: {
      type: 'string',
      value: 'WHEN',
      help: 'only since then: 36h, 7d, 2w, or a date',
    },
    limit: {
      type: 'string',
      short: 'n',
      value: 'NUMBER',
      help: 'at most so many, the newest (20)',
    },
    ...portalOptions,
  },
  details: [
    'The logs of the parts of this machine are ./slipway logs.',
    ...PORTAL_EXITS,
  ],
  examples: [
    ['./slipway log shop --environment prod --since 7d', 'of the last week'],
    ['./slipway log --since 24h --json', 'of everything, for programs'],
  ],
  run: invocation =>
    withPortal(invocation, async portal => {
      const { log } = await import('../changes/log.ts');
      return log(portal, invocation);
    }),
};
