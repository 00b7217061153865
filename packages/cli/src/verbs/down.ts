import type { Verb } from '../cli/verb.ts';
import { Terminal } from '../output/terminal.ts';
import { ExitCode } from '../problem.ts';
import { runDown } from '../stack/down.ts';

/** `./slipway down` */
export const downVerb: Verb = {
  name: 'down',
  summary: 'Stop everything; the data stays',
  details: ['The next ./slipway up finds all data again.'],
  async run({ workspace }) {
    const terminal = new Terminal();
    const result = await runDown(workspace, terminal);
    terminal.line(
      result === 'stopped'
        ? 'Stopped. ./slipway up finds all data again.'
        : 'Nothing was running.',
    );
    return ExitCode.ok;
  },
};
