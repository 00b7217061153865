import { required, usageProblem } from '../cli/values.ts';
import type { Verb } from '../cli/verb.ts';
import { bashCompletion } from '../completion/bash.ts';
import { fishCompletion } from '../completion/fish.ts';
import { zshCompletion } from '../completion/zsh.ts';
import { ExitCode } from '../problem.ts';

const SHELLS: Readonly<Record<string, (verbs: readonly Verb[]) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/** `./slipway completion` */
export const completionVerb: Verb = {
  name: 'completion',
  summary: 'Print the completion of commands and options for a shell',
  operands: '<shell>',
  maxOperands: 1,
  choices: Object.keys(SHELLS),
  examples: [
    ['source <(./slipway completion bash)', 'bash, in ~/.bashrc; zsh the same'],
    ['./slipway completion fish | source', 'fish, in config.fish'],
  ],
  async run({ operands }) {
    const shell = required('completion', operands[0], 'the shell');
    const write = Object.hasOwn(SHELLS, shell) ? SHELLS[shell] : undefined;
    if (!write) {
      throw usageProblem(
        'completion',
        `the shell is one of ${Object.keys(SHELLS).join(', ')}`,
      );
    }
    // The table names this verb too, so it is there only once it runs.
    const { verbs } = await import('../cli/verbs.ts');
    process.stdout.write(write(verbs.filter(({ hidden }) => !hidden)));
    return ExitCode.ok;
  },
};
