import {
  PORTAL_EXITS,
  portalOptions,
  reasonOption,
} from '../cli/portal-options.ts';
import type { Verb } from '../cli/verb.ts';
import { withPortal } from '../portal/with-portal.ts';

/** `./slipway take-out` */
export const takeOutVerb: Verb = {
  name: 'take-out',
  about: 'portal',
  summary: 'Take a component out of a train, which goes on without it',
  operands: '<component>',
  maxOperands: 1,
  options: {
    train: { type: 'string', value: 'ID', help: 'out of this train' },
    ...reasonOption,
    ...portalOptions,
  },
  details: [
    'What is merged already is a case for ./slipway rollback, for the component alone.',
    ...PORTAL_EXITS,
  ],
  examples: [
    ['./slipway promotions cart', 'which trains there are, with their ids'],
    [
      './slipway take-out cart --train 3f9c01ab72de --reason "it fails"',
      'the others go on',
    ],
  ],
  run: invocation =>
    withPortal(invocation, async portal => {
      const { takeOut } = await import('../promotions/amend.ts');
      return takeOut(portal, invocation);
    }),
};
