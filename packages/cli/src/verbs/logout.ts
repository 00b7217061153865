import { portalOptions } from '../cli/portal-options.ts';
import type { Verb } from '../cli/verb.ts';
import { withSession } from '../portal/with-portal.ts';
import { ExitCode } from '../problem.ts';

/** `./slipway logout` */
export const logoutVerb: Verb = {
  name: 'logout',
  about: 'portal',
  summary: 'Sign out, and make the tokens worthless',
  options: { portal: portalOptions.portal },
  examples: [['./slipway logout', 'of the portal that you signed in to last']],
  run: invocation =>
    withSession(invocation, async session => {
      const was = await session.signOut();
      process.stdout.write(
        was
          ? `Signed out of ${session.portal}\n`
          : `Nobody was signed in to ${session.portal}\n`,
      );
      return ExitCode.ok;
    }),
};
