import { portalOptions } from '../cli/portal-options.ts';
import type { Verb } from '../cli/verb.ts';
import { plain } from '../portal/text.ts';
import { withSession } from '../portal/with-portal.ts';
import { ExitCode } from '../problem.ts';

/** `./slipway login` */
export const loginVerb: Verb = {
  name: 'login',
  about: 'portal',
  summary: 'Sign in to a portal, in the browser',
  options: {
    portal: portalOptions.portal,
    'no-browser': { type: 'boolean', help: 'only print the page to open' },
  },
  details: [
    'The command line may then do what you may do, and nothing else, until ./slipway logout.',
    'Programs need no sign-in: set SLIPWAY_TOKEN to a token of the portal, and SLIPWAY_PORTAL to its address.',
  ],
  examples: [
    ['./slipway login --portal https://portal.example.com', 'once a machine'],
    ['./slipway login --no-browser', 'open the page yourself'],
  ],
  run: invocation =>
    withSession(invocation, async session => {
      const { openInBrowser } = await import('../session/browser.ts');
      const user = await session.signIn(async url => {
        const opened =
          !invocation.options['no-browser'] && (await openInBrowser(url));
        process.stderr.write(
          opened
            ? `Agree in your browser; if no page opened, open this one:\n${url}\n`
            : `Open this page, on this machine, and agree:\n${url}\n`,
        );
      });
      process.stdout.write(
        `Signed in to ${session.portal} as ${plain(user)}\n`,
      );
      return ExitCode.ok;
    }),
};
