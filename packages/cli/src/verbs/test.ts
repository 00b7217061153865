import type { Verb } from '../cli/verb.ts';
import { Terminal } from '../output/terminal.ts';
import { ExitCode, Problem } from '../problem.ts';

/** `./slipway test` */
export const testVerb: Verb = {
  name: 'test',
  summary: 'Run all checks and tests, or the named suites',
  operands: '[suite …]',
  maxOperands: Infinity,
  options: { list: { type: 'boolean', help: 'list the suites' } },
  details: [
    'The last line is the count: N passed, N failed. Exit status 0: nothing failed; 1: something did.',
    'The browser tests start a stack of their own in .slipway/e2e, on other ports, and end it.',
  ],
  examples: [
    ['./slipway test', 'everything'],
    ['./slipway test unit lint', 'two suites'],
    [
      './slipway test image',
      'the container image, which is not among everything',
    ],
  ],
  async run({ workspace, options, operands }) {
    const { ensureDependencies } = await import('../setup/dependencies.ts');
    await ensureDependencies(workspace);
    const { suites } = await import('../testing/suites.ts');
    const { table } = await import('../output/format.ts');
    const terminal = new Terminal();
    if (options.list) {
      terminal.line(table(suites.map(({ name, summary }) => [name, summary])));
      return ExitCode.ok;
    }
    const unknown = operands.find(
      name => !suites.some(suite => suite.name === name),
    );
    if (unknown !== undefined) {
      throw new Problem(
        `There is no suite '${unknown}'; the suites are ${suites
          .map(({ name }) => name)
          .join(', ')}`,
        { exitCode: ExitCode.usage },
      );
    }
    const { runSuites } = await import('../testing/run-suites.ts');
    return runSuites(
      workspace,
      operands.length === 0
        ? suites.filter(({ onlyByName }) => !onlyByName)
        : suites.filter(({ name }) => operands.includes(name)),
      terminal,
    );
  },
};
