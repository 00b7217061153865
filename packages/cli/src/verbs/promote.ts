import {
  changeOptions,
  PORTAL_EXITS,
  portalOptions,
} from '../cli/portal-options.ts';
import { timeoutOf, timeoutOption } from '../cli/timeout.ts';
import type { Verb } from '../cli/verb.ts';
import { withPortal } from '../portal/with-portal.ts';

/** `./slipway promote` */
export const promoteVerb: Verb = {
  name: 'promote',
  about: 'portal',
  summary: 'Bring a release, or a train of several, into an environment',
  operands: '<component[@version] …>',
  maxOperands: Infinity,
  options: {
    to: { type: 'string', value: 'ENV', help: 'into this environment' },
    from: {
      type: 'string',
      value: 'ENV',
      help: 'the release of this one (default: the one before)',
    },
    version: {
      type: 'string',
      value: 'VERSION',
      help: 'this release, in place of --from; the same as COMPONENT@VERSION',
    },
    hotfix: {
      type: 'boolean',
      help: 'as a hotfix, where the environment lets them pass gates',
    },
    exception: {
      type: 'string',
      value: 'TEXT',
      help: 'why it goes on in a freeze, if you may say so',
    },
    ...changeOptions,
    ...timeoutOption,
    ...portalOptions,
  },
  details: [
    'Several components become a train: one pull request, from which each can be taken out.',
    'Says first what it would do, and what each gate says to it.',
    'A gate that waits opens later by itself or by an approval, and the promotion goes on then.',
    ...PORTAL_EXITS,
  ],
  examples: [
    ['./slipway promote shop --to prod', 'what runs in the environment before'],
    [
      './slipway promote shop --to prod --version 1.4.2 --wait',
      'and wait until it is healthy there',
    ],
    [
      './slipway promote shop cart@2.0.1 --to prod',
      'both together, in one pull request',
    ],
    [
      './slipway promote shop --to prod --dry-run',
      'only say what would come of it',
    ],
  ],
  async run(invocation) {
    const seconds = timeoutOf('promote', invocation.options);
    return withPortal(invocation, async portal => {
      const { promote } = await import('../promotions/promote.ts');
      return promote(portal, invocation, seconds);
    });
  },
};
