import type { Verb } from '../cli/verb.ts';
import { ExitCode } from '../problem.ts';
import { upOptions, upOptionSpecs } from '../stack/options.ts';

/** The supervisor itself; `up` starts it in the background. */
export const superviseVerb: Verb = {
  name: 'supervise',
  summary: 'Start everything and keep it running, in this process',
  options: upOptionSpecs,
  hidden: true,
  async run({ workspace, options }) {
    const { runDaemon } = await import('../stack/daemon.ts');
    await runDaemon(workspace, upOptions(options));
    return ExitCode.ok;
  },
};
