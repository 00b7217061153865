import type { VerdictLevel } from '../plan';

/**
 * Exit code of a command that ends in a verdict: 0 if the change may go ahead, 1 if it is refused.
 * A command that comes to no verdict ends in 2, which is for its caller to say.
 *
 * @param failOn - the mildest level to fail on; `attention` makes whatever a person should look at fail
 */
export function planExitCode(
  level: VerdictLevel,
  failOn: 'attention' | 'refused' = 'refused',
): 0 | 1 {
  return level === 'refused' || (level === 'attention' && failOn === level)
    ? 1
    : 0;
}
