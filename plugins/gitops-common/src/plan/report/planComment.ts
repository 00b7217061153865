import type { Plan } from '../plan';

/** Begins the comment, unseen, so that it is found again and updated in place. */
export const PLAN_COMMENT_MARKER = '<!-- slipway-plan -->';

/** Longest comment that GitHub takes, in characters. */
export const MAX_COMMENT_LENGTH = 65_536;

/** A plan as the one comment on its pull request, in Markdown. */
export function planComment(
  plan: Plan,
  options: { url: string; maxLength?: number },
): string {
  return `${PLAN_COMMENT_MARKER}\n${plan.verdict.level}: ${options.url}\n`;
}
