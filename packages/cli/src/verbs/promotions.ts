import {
  PORTAL_EXITS,
  PROMOTION_STATES,
  portalOptions,
} from '../cli/portal-options.ts';
import type { Verb } from '../cli/verb.ts';
import { withPortal } from '../portal/with-portal.ts';

/** What stands for several states. */
const SEVERAL_STATES = ['open', 'ended'];

/** `./slipway promotions` */
export const promotionsVerb: Verb = {
  name: 'promotions',
  about: 'portal',
  summary: 'List promotions, rollbacks and trains: those that go on',
  operands: '[component]',
  maxOperands: 1,
  options: {
    in: { type: 'string', value: 'ENV', help: 'only into this environment' },
    state: {
      type: 'string',
      value: 'STATE',
      choices: [...SEVERAL_STATES, ...PROMOTION_STATES],
      help: `${SEVERAL_STATES.join(', ')}, or one state (open)`,
    },
    limit: {
      type: 'string',
      short: 'n',
      value: 'NUMBER',
      help: 'at most so many, the newest (20)',
    },
    ...portalOptions,
  },
  details: PORTAL_EXITS,
  examples: [
    ['./slipway promotions shop', 'what goes on with shop'],
    ['./slipway promotions --in prod --state ended -n 5', 'what came of some'],
  ],
  run: invocation =>
    withPortal(invocation, async portal => {
      const { promotions } = await import('../promotions/list.ts');
      return promotions(portal, invocation);
    }),
};
