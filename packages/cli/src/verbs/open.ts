import { portalOptions } from '../cli/portal-options.ts';
import type { Verb } from '../cli/verb.ts';
import { pageOf } from '../portal/pages.ts';
import { withSession } from '../portal/with-portal.ts';
import { ExitCode } from '../problem.ts';

/** `./slipway open` */
export const openVerb: Verb = {
  name: 'open',
  about: 'portal',
  summary: 'Open a page of the portal',
  operands: '[component|pull request|page]',
  maxOperands: 1,
  choices: ['board', 'pull-requests', 'create'],
  options: {
    portal: portalOptions.portal,
    print: { type: 'boolean', help: 'only print the address' },
  },
  details: [
    'A number is a pull request of the GitOps repository, whose page shows its plan.',
    'Pages by name: board, pull-requests, create.',
  ],
  examples: [
    ['./slipway open shop', 'what of shop runs where'],
    ['./slipway open 42', 'the review and the plan of pull request 42'],
  ],
  run: invocation =>
    withSession(invocation, async ({ portal }) => {
      const url = pageOf(portal, invocation.operands[0]);
      process.stdout.write(`${url}\n`);
      if (!invocation.options.print && process.stdout.isTTY) {
        const { openInBrowser } = await import('../session/browser.ts');
        await openInBrowser(url);
      }
      return ExitCode.ok;
    }),
};
