import type { OptionSpec, Verb } from '../cli/verb.ts';
import { choices, optionsOf } from './words.ts';

/** Completion for fish. */
export function fishCompletion(verbs: readonly Verb[]): string {
  const names = ['help', ...verbs.map(({ name }) => name)];
  const first = `not __fish_seen_subcommand_from ${names.join(' ')}`;
  return [
    '# Load it with: ./slipway completion fish | source',
    ...verbs.map(({ name, summary }) =>
      line(first, `-f -a ${name} -d ${quoted(summary)}`),
    ),
    line(first, "-f -a help -d 'Tell more of a command'"),
    line(
      '__fish_seen_subcommand_from help',
      `-f -a ${quoted(names.slice(1).join(' '))}`,
    ),
    ...verbs.flatMap(verb => {
      const seen = `__fish_seen_subcommand_from ${verb.name}`;
      return [
        ...(verb.choices
          ? [line(seen, `-f -a ${quoted(verb.choices.join(' '))}`)]
          : []),
        ...optionsOf(verb).map(([name, spec]) =>
          line(seen, optionOf(name, spec)),
        ),
      ];
    }),
    '',
  ].join('\n');
}

function optionOf(name: string, spec: OptionSpec): string {
  const known = choices(spec);
  return [
    `-l ${name}`,
    spec.short && `-s ${spec.short}`,
    spec.type === 'string' && '-r',
    known.length > 0 && `-f -a ${quoted(known.join(' '))}`,
    `-d ${quoted(spec.help)}`,
  ]
    .filter(Boolean)
    .join(' ');
}

function line(condition: string, rest: string): string {
  return `complete -c slipway -n ${quoted(condition)} ${rest}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll(/['\\]/g, '\\$&')}'`;
}
