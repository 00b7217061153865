import type { OptionSpec, Verb } from '../cli/verb.ts';

/** How an option is written, the long way first. */
export function flags(name: string, { short }: OptionSpec): string[] {
  return [`--${name}`, ...(short ? [`-${short}`] : [])];
}

/** Every option of a verb, help included. */
export function optionsOf(verb: Verb): [string, OptionSpec][] {
  return [
    ...Object.entries(verb.options ?? {}),
    ['help', { type: 'boolean', short: 'h', help: 'tell more' }],
  ];
}

/** The options of a verb that take a value. */
export function valueFlags(verb: Verb): [string, OptionSpec][] {
  return optionsOf(verb).filter(([, { type }]) => type === 'string');
}

/** The values of an option, as far as they can be counted. */
export function choices({ choices: values = [] }: OptionSpec): string[] {
  return [...values];
}

/** What may stand after a verb. */
export function wordsAfter(verb: Verb): string[] {
  return [
    ...(verb.choices ?? []),
    ...optionsOf(verb).flatMap(([name, spec]) => flags(name, spec)),
  ];
}
