import { table } from '../output/format.ts';
import type { Verb } from './verb.ts';

const EXIT_STATUS = [
  ['0', 'done'],
  ['1', 'failed; one line says what, and how to mend it'],
  ['2', 'the command line is wrong'],
  ['3', 'Slipway is not running (status, logs --follow, wait)'],
  ['130', 'interrupted'],
];

/** The page printed by `./slipway` and `./slipway --help`. */
export function generalHelp(verbs: readonly Verb[]): string {
  const rows = verbs
    .filter(verb => !verb.hidden)
    .map(verb => [`  ${usage(verb)}`, verb.summary]);
  return [
    'Slipway: a developer portal with its own forge, clusters and Argo CD, on one machine.',
    '',
    'Usage: ./slipway <command> [options]',
    '',
    table(rows),
    '',
    'Examples:',
    table([
      [
        '  ./slipway up --detach',
        'start everything, return when the portal is usable',
      ],
      [
        '  ./slipway status',
        'what runs, since when, and how much memory it takes',
      ],
      ['  ./slipway logs portal --follow', "follow one part's log"],
      ['  ./slipway test unit', 'run one suite'],
    ]),
    '',
    'Exit status:',
    table(EXIT_STATUS.map(([code, meaning]) => [`  ${code}`, meaning])),
    '',
    'Environment:',
    table([
      ['  NO_COLOR', 'print without colour'],
      ['  SLIPWAY_STATE_DIR', 'keep the state elsewhere than in .slipway'],
      ['  SLIPWAY_DEBUG', 'print the causes of an error too'],
    ]),
    '',
    './slipway help <command> tells more.',
  ].join('\n');
}

/** The page printed by `./slipway help <verb>` and `./slipway <verb> --help`. */
export function verbHelp(verb: Verb): string {
  const lines = [verb.summary, '', `Usage: ./slipway ${usage(verb)}`];
  const options = Object.entries(verb.options ?? {});
  if (options.length > 0) {
    lines.push(
      '',
      'Options:',
      table(
        options.map(([name, spec]) => [
          `  ${spec.short ? `-${spec.short}, ` : ''}--${name}${
            spec.value ? ` ${spec.value}` : ''
          }`,
          spec.help,
        ]),
      ),
    );
  }
  if (verb.details) lines.push('', ...verb.details);
  if (verb.examples) {
    lines.push(
      '',
      'Examples:',
      table(verb.examples.map(([cmd, meaning]) => [`  ${cmd}`, meaning])),
    );
  }
  return lines.join('\n');
}

function usage(verb: Verb): string {
  return [
    verb.name,
    verb.operands,
    Object.keys(verb.options ?? {}).length > 0 ? '[options]' : undefined,
  ]
    .filter(Boolean)
    .join(' ');
}
