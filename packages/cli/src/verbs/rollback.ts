import {
  changeOptions,
  PORTAL_EXITS,
  portalOptions,
} from '../cli/portal-options.ts';
import { timeoutOf, timeoutOption } from '../cli/timeout.ts';
import type { Verb } from '../cli/verb.ts';
import { withPortal } from '../portal/with-portal.ts';

/** `./slipway rollback` */
export const rollbackVerb: Verb = {
  name: 'rollback',
  about: 'portal',
  summary: 'Go back to a release that was healthy',
  operands: '<component>',
  maxOperands: 1,
  options: {
    in: { type: 'string', value: 'ENV', help: 'in this environment' },
    to: {
      type: 'string',
      value: 'VERSION',
      help: 'to this release (default: the last one that was healthy there)',
    },
    ...changeOptions,
    ...timeoutOption,
    ...portalOptions,
  },
  details: [
    'Forward promotion is on hold after it, until ./slipway hold --release.',
    ...PORTAL_EXITS,
  ],
  examples: [
    [
      './slipway rollback shop --in prod --reason "checkout fails" --wait',
      'and wait until it is healthy again',
    ],
  ],
  async run(invocation) {
    const seconds = timeoutOf('rollback', invocation.options);
    return withPortal(invocation, async portal => {
      const { rollback } = await import('../promotions/rollback.ts');
      return rollback(portal, invocation, seconds);
    });
  },
};
