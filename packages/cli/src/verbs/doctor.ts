import type { Verb } from '../cli/verb.ts';
import { examine } from '../doctor/checks.ts';
import { examinePorts } from '../doctor/ports.ts';
import { table } from '../output/format.ts';
import { Terminal } from '../output/terminal.ts';
import { ExitCode } from '../problem.ts';

/** `./slipway doctor` */
export const doctorVerb: Verb = {
  name: 'doctor',
  summary: 'Look what is missing on this machine, and say what mends it',
  options: { json: { type: 'boolean', help: 'print JSON for programs' } },
  details: ['Exit status 0: nothing is missing; 1: something is.'],
  async run({ workspace, options }) {
    const findings = [
      ...(await examine(workspace)),
      ...(await examinePorts(workspace)),
    ];
    const terminal = new Terminal();
    if (options.json) {
      process.stdout.write(`${JSON.stringify(findings, null, 2)}\n`);
    } else {
      const marks = {
        ok: terminal.style('green', '✔ ok'),
        warning: terminal.style('yellow', '▲ warning'),
        missing: terminal.style('red', '✘ missing'),
      };
      terminal.line(
        table(
          findings.map(({ name, state, found, mend }) => [
            marks[state],
            name,
            mend ? `${found}; to mend: ${mend}` : found,
          ]),
        ),
      );
    }
    return findings.some(({ state }) => state === 'missing')
      ? ExitCode.failed
      : ExitCode.ok;
  },
};
