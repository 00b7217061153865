import {
  PORTAL_EXITS,
  portalOptions,
  reasonOption,
} from '../cli/portal-options.ts';
import type { Verb } from '../cli/verb.ts';
import { withPortal } from '../portal/with-portal.ts';

/** `./slipway cancel` */
export const cancelVerb: Verb = {
  name: 'cancel',
  about: 'portal',
  summary: 'Take back a promotion, rollback or train that is not merged',
  operands: '<promotion>',
  maxOperands: 1,
  options: { ...reasonOption, ...portalOptions },
  details: [
    'Its pull request is closed. What is merged already is a case for ./slipway rollback.',
    ...PORTAL_EXITS,
  ],
  examples: [
    ['./slipway promotions shop', 'what can be taken back, with its id'],
    [
      './slipway cancel 3f9c01ab72de --reason "the wrong release"',
      'take it back',
    ],
  ],
  run: invocation =>
    withPortal(invocation, async portal => {
      const { cancel } = await import('../promotions/amend.ts');
      return cancel(portal, invocation);
    }),
};
