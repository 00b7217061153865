import { usageProblem } from './values.ts';
import type { OptionSpec, OptionValues } from './verb.ts';

const DEFAULT_TIMEOUT_S = 1800;
const MAX_TIMEOUT_S = 7 * 24 * 3600;

/** How long a verb waits. */
export const timeoutOption = {
  timeout: {
    type: 'string',
    value: 'SECONDS',
    help: `give up waiting after this long (${DEFAULT_TIMEOUT_S})`,
  },
} satisfies Record<string, OptionSpec>;

/** The seconds of `--timeout`. */
export function timeoutOf(verb: string, { timeout }: OptionValues): number {
  const seconds = Number(timeout ?? DEFAULT_TIMEOUT_S);
  if (seconds > 0 && seconds <= MAX_TIMEOUT_S) return seconds;
  throw usageProblem(verb, '--timeout takes a number of seconds, such as 900');
}
