import type { Plan } from '../plan';
import { countWords, distinct } from '../words';
import { oneLine } from './markdown';
import { VERDICT_WORDS } from './verdictWords';

// GitHub refuses a longer one.
const MAX_DESCRIPTION = 140;

/** A plan as a commit status: only a refusal fails. */
export function planStatus(plan: Plan): {
  state: 'success' | 'failure';
  description: string;
} {
  const { level, reasons } = plan.verdict;
  const [first] = reasons;
  const more = reasons.length > 1 ? ` (+${reasons.length - 1})` : '';
  const head = `${VERDICT_WORDS[level]}: `;
  const text = first ? oneLine(first.message) : summary(plan);
  return {
    state: level === 'refused' ? 'failure' : 'success',
    description: `${head}${clip(text, MAX_DESCRIPTION - head.length - more.length)}${more}`,
  };
}

function summary({ overlays }: Plan): string {
  const environments = distinct(overlays.map(({ environment }) => environment));
  return overlays.length === 0
    ? 'no Application changes'
    : `${countWords(overlays.length, 'overlay')} in ${environments.join(', ')}`;
}

/** At most so many UTF-16 code units, and no half of a character. */
function clip(text: string, length: number): string {
  return text.length <= length
    ? text
    : `${text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
