import { table } from '../output/format.ts';
import type { Verb } from './verb.ts';

const EXIT_STATUS = [
  ['0', 'done'],
  [
    '1',
    'failed, or refused by a gate or a policy; one line says what, and how to mend it',
  ],
  ['2', 'the command line is wrong'],
  [
    '3',
    'the Slipway of this machine is not running (status, logs --follow, wait)',
  ],
  ['4', 'not signed in; ./slipway login'],
  ['5', 'not found, or not permitted'],
  ['6', 'the portal cannot be reached, or cannot answer'],
  ['7', 'timed out'],
  ['130', 'interrupted'],
];

/** The page printed by `./slipway` and `./slipway --help`. */
export function generalHelp(verbs: readonly Verb[]): string {
  const rows = (about: Verb['about']) =>
    verbs
      .filter(verb => !verb.hidden && verb.about === about)
      .map(verb => [`  ${usage(verb)}`, verb.summary]);
  return [
    'Slipway: a developer portal, asked from here, or run whole on one machine.',
    '',
    'Usage: ./slipway <command> [options]',
    '',
    'With a portal:',
    table(rows('portal')),
    '',
    'On this machine:',
    table(rows(undefined)),
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
      ['  ./slipway status shop', 'what of shop runs where'],
      ['  ./slipway promote shop --to prod --wait', 'bring its release there'],
    ]),
    '',
    'Exit status:',
    table(EXIT_STATUS.map(([code, meaning]) => [`  ${code}`, meaning])),
    '',
    'Environment:',
    table([
      ['  NO_COLOR', 'print without colour'],
      ['  SLIPWAY_PORTAL', 'the portal to ask, in place of --portal'],
      ['  SLIPWAY_TOKEN', 'token of a program, in place of a sign-in'],
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
