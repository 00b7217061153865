import {
  PORTAL_EXITS,
  portalOptions,
  reasonOption,
} from '../cli/portal-options.ts';
import type { Verb } from '../cli/verb.ts';
import { withPortal } from '../portal/with-portal.ts';

/** `./slipway hold` */
export const holdVerb: Verb = {
  name: 'hold',
  about: 'portal',
  summary: 'Stop forward promotion, let it go on, or list what is stopped',
  operands: '<component>',
  maxOperands: 1,
  options: {
    in: { type: 'string', value: 'ENV', help: 'into this environment' },
    release: { type: 'boolean', help: 'let it go on' },
    ...reasonOption,
    ...portalOptions,
  },
  details: PORTAL_EXITS,
  examples: [
    ['./slipway hold shop --in prod --reason "until the fix"', 'stop it'],
    ['./slipway hold shop --in prod --release', 'let it go on'],
    ['./slipway hold shop', 'where it is stopped, by whom, and why'],
  ],
  run: invocation =>
    withPortal(invocation, async portal => {
      const { hold } = await import('../promotions/hold.ts');
      return hold(portal, invocation);
    }),
};
