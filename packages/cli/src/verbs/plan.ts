import { resolve } from 'node:path';
import type { OptionValues, Verb } from '../cli/verb.ts';
import { ExitCode, Problem } from '../problem.ts';

const FORMATS = ['text', 'json', 'markdown'];
const LEVELS = ['attention', 'refused'];

/** `./slipway plan` */
export const planVerb: Verb = {
  name: 'plan',
  summary: 'Say what a change of a GitOps repository would do, from a clone',
  options: {
    base: {
      type: 'string',
      value: 'REF',
      help: 'what it is merged into (default: origin/main)',
    },
    head: {
      type: 'string',
      value: 'REF',
      help: 'the change (default: HEAD)',
    },
    worktree: {
      type: 'boolean',
      help: 'and what is not committed yet',
    },
    format: {
      type: 'string',
      value: 'FORMAT',
      choices: FORMATS,
      help: 'text, json or markdown (default: text)',
    },
    url: {
      type: 'string',
      value: 'URL',
      help: 'the page that Markdown links to',
    },
    'fail-on': {
      type: 'string',
      value: 'VERDICT',
      choices: LEVELS,
      help: 'refused or attention (default: refused)',
    },
    repository: {
      type: 'string',
      value: 'DIR',
      help: 'the clone (default: where you are)',
    },
  },
  details: [
    'Renders what the change reaches on both sides, and judges it by the policies of the base.',
    'Ends with 0 if the change may go ahead, 1 if it is refused, 2 if there is no plan.',
    'Needs no portal and no cluster, and changes nothing in the clone.',
  ],
  examples: [
    ['./slipway plan --repository ~/infra-gitops', 'of the branch you are on'],
    [
      './slipway plan --worktree --fail-on attention',
      'before you commit, strictly',
    ],
    [
      './slipway plan --base origin/main --head origin/promote --format json',
      'of any branch, for programs',
    ],
  ],
  async run({ workspace, options }) {
    const given = read(options);
    const { ensureDependencies } = await import('../setup/dependencies.ts');
    await ensureDependencies(workspace);
    const { ensureRenderer, runPlan } = await import('../plan/run-plan.ts');
    return runPlan(workspace, await ensureRenderer(workspace), given);
  },
};

function read(options: OptionValues) {
  const format = choice(options.format, '--format', FORMATS, 'text');
  if (format === 'markdown' && typeof options.url !== 'string') {
    throw usage('--format markdown needs --url, the page it links to');
  }
  return {
    base: String(options.base ?? 'origin/main'),
    head: String(options.head ?? 'HEAD'),
    worktree: options.worktree === true,
    format,
    url: String(options.url ?? ''),
    failOn: choice(options['fail-on'], '--fail-on', LEVELS, 'refused'),
    repository: resolve(String(options.repository ?? '.')),
  };
}

function choice(
  value: OptionValues[string],
  option: string,
  choices: readonly string[],
  otherwise: string,
): string {
  const chosen = String(value ?? otherwise);
  if (!choices.includes(chosen)) {
    throw usage(
      `${option} is one of ${choices.join(', ')}, and not '${chosen}'`,
    );
  }
  return chosen;
}

function usage(message: string): Problem {
  return new Problem(`plan: ${message}; see ./slipway plan --help`, {
    exitCode: ExitCode.usage,
  });
}
