import { parseArgs } from 'node:util';
import { ExitCode, Problem } from '../problem.ts';
import type { OptionValues, ParseOptions, Verb } from './verb.ts';

/** The arguments of one call, sorted out. */
export type Parsed =
  | { kind: 'help'; verb?: Verb }
  | { kind: 'run'; verb: Verb; options: OptionValues; operands: string[] };

/** Parses the command line strictly: an unknown verb, option or operand is refused with what is known. */
export function parseCommandLine(
  argv: readonly string[],
  verbs: readonly Verb[],
): Parsed {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h') {
    return { kind: 'help' };
  }
  if (name === 'help') {
    return rest[0] === undefined
      ? { kind: 'help' }
      : { kind: 'help', verb: findVerb(rest[0], verbs) };
  }
  const verb = findVerb(name, verbs);
  const options: ParseOptions = { help: { type: 'boolean', short: 'h' } };
  for (const [key, spec] of Object.entries(verb.options ?? {})) {
    options[key] = {
      type: spec.type,
      ...(spec.multiple ? { multiple: true } : {}),
      ...(spec.short ? { short: spec.short } : {}),
    };
  }
  const parsed = parse(verb, rest, options);
  if (parsed.values.help) return { kind: 'help', verb };
  if (parsed.positionals.length > (verb.maxOperands ?? 0)) {
    throw new Problem(
      `${verb.name} does not take '${
        parsed.positionals[verb.maxOperands ?? 0]
      }'; see ./slipway ${verb.name} --help`,
      { exitCode: ExitCode.usage },
    );
  }
  return {
    kind: 'run',
    verb,
    options: parsed.values,
    operands: parsed.positionals,
  };
}

function findVerb(name: string, verbs: readonly Verb[]): Verb {
  const verb = verbs.find(candidate => candidate.name === name);
  if (!verb) {
    const known = verbs.filter(v => !v.hidden).map(v => v.name);
    throw new Problem(
      `There is no command '${name}'; the commands are ${known.join(', ')}`,
      { exitCode: ExitCode.usage },
    );
  }
  return verb;
}

function parse(verb: Verb, args: string[], options: ParseOptions) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('.')[0] : '';
    throw new Problem(
      `${verb.name}: ${reason}; see ./slipway ${verb.name} --help`,
      { cause, exitCode: ExitCode.usage },
    );
  }
}
