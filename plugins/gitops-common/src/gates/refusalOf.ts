import type { Verdict } from '../plan/plan';
import { countWords } from '../plan/words';

/**
 * Why a plan is refused, in one line: the policy, the object and what to do, where a policy refuses. Other reasons may
 * name what is not for everybody to see, so the plan itself tells of those.
 */
export function refusalOf({ reasons }: Verdict): string {
  const refused = reasons.filter(({ level }) => level === 'refused');
  const first = refused.find(
    ({ kind }) => kind === 'policy' || kind === 'secret',
  );
  if (!first) {
    return 'Its plan is refused; change what the plan names';
  }
  const more =
    refused.length > 1
      ? ` The plan has ${countWords(refused.length - 1, 'more reason')}.`
      : '';
  return `Its plan is refused: ${[first.message, first.fix]
    .flatMap(one => one?.trim() || [])
    .map(one => (/[.!?]$/.test(one) ? one : `${one}.`))
    .join(' ')}${more}`;
}
