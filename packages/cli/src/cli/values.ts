import { ExitCode, Problem } from '../problem.ts';
import type { OptionValues } from './verb.ts';

/** The value of an option that takes text. */
export function text(options: OptionValues, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** The values of an option that may be given several times. */
export function texts(options: OptionValues, name: string): string[] {
  const value = options[name] ?? [];
  return (Array.isArray(value) ? value : [value]).map(String);
}

/** The value of an option, or of an operand, without which the verb means nothing. */
export function required(
  verb: string,
  value: string | undefined,
  what: string,
): string {
  if (value) return value;
  throw usageProblem(verb, `${what} is missing`);
}

/** A number of an option. */
export function count(
  verb: string,
  options: OptionValues,
  name: string,
  { otherwise, max }: { otherwise: number; max: number },
): number {
  const value = Number(options[name] ?? otherwise);
  if (Number.isInteger(value) && value >= 1 && value <= max) return value;
  throw usageProblem(verb, `--${name} takes a whole number from 1 to ${max}`);
}

/** A wrong command line, in words that say where the right one is told. */
export function usageProblem(verb: string, message: string): Problem {
  return new Problem(`${verb}: ${message}; see ./slipway ${verb} --help`, {
    exitCode: ExitCode.usage,
  });
}
