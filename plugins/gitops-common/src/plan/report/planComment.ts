import type { OverlayPlan, Plan, PlanReason } from '../plan';
import { countWords } from '../words';
import { Budget } from './Budget';
import { code, escapeHtml, escapeMarkdown, row } from './markdown';
import {
  applicationWord,
  costWords,
  objectWords,
  versionWords,
} from './overlayWords';
import { VERDICT_WORDS } from './verdictWords';

/** Begins the comment, unseen, so that it is found again and updated in place. */
export const PLAN_COMMENT_MARKER = '<!-- slipway-plan -->';

/** Longest comment that GitHub takes, in characters. */
export const MAX_COMMENT_LENGTH = 65_536;

const SIGNS = { safe: '✅', attention: '⚠️', refused: '❌' } as const;
// A reason or a name of this length has said what it had to.
const MAX_LINE = 500;
// What each of the parts may take of the whole, so that none crowds out the next.
const REASONS_SHARE = 0.4;
const TABLE_SHARE = 0.8;

/**
 * A plan as the one comment on its pull request, in Markdown: the verdict and its reasons, a table by environment
 * and cluster, details to unfold. Never longer than GitHub takes: what has no room is counted, and linked.
 */
export function planComment(
  plan: Plan,
  options: { url: string; maxLength?: number },
): string {
  const maxLength = Math.min(
    options.maxLength ?? MAX_COMMENT_LENGTH,
    MAX_COMMENT_LENGTH,
  );
  const { level, reasons } = plan.verdict;
  const title = `${PLAN_COMMENT_MARKER}\n## ${SIGNS[level]} ${VERDICT_WORDS[level]}\n\n`;
  const footer = `\n[Open the plan](<${options.url}>) · ${countWords(plan.overlays.length, 'overlay')} changed, ${plan.untouched} untouched\n`;
  const room = maxLength - footer.length;
  const body = new Budget(title);
  body.addEach(reasons.map(reasonLine), room * REASONS_SHARE, 'reason');
  if (plan.overlays.length > 0) {
    const head = `\n${row(['Environment', 'Cluster', 'Application', 'Version', 'Objects', 'Cost'])}\n${row(Array(6).fill('---'))}\n`;
    body.add(head, room);
    body.addEach(
      plan.overlays.flatMap(tableRows),
      room * TABLE_SHARE,
      'table row',
    );
    body.add('\n', room);
  }
  body.addEach(
    [...plan.overlays.flatMap(details), ...plan.projects.map(projectDetails)],
    room,
    'detail',
  );
  return body.text + footer;
}

function reasonLine({ level, message, fix }: PlanReason): string {
  const mend = fix ? ` – ${escapeMarkdown(clip(fix))}` : '';
  return `- ${SIGNS[level]} ${escapeMarkdown(clip(message))}${mend}\n`;
}

function tableRows(plan: OverlayPlan): string[] {
  const version = versionWords(plan);
  const objects = plan.problem
    ? 'cannot be rendered'
    : objectWords(plan.objects);
  return plan.clusters.map(
    cluster =>
      `${row([
        escapeMarkdown(plan.environment),
        escapeMarkdown(cluster),
        `${code(clip(plan.application))} ${applicationWord(plan)}`,
        version ? code(clip(version)) : '',
        objects,
        costWords(plan.cost) ?? '',
      ])}\n`,
  );
}

function details(plan: OverlayPlan): string[] {
  if (plan.objects.length === 0) {
    return [];
  }
  const lines = plan.objects.map(
    ({ kind, namespace, name, change, lines: { added, removed }, fields }) => {
      const paths = fields.slice(0, 5).map(({ path }) => code(clip(path)));
      const more = fields.length > 5 ? ` and ${fields.length - 5} more` : '';
      const what = fields.length > 0 ? `: ${paths.join(', ')}${more}` : '';
      return `- ${change} ${code(clip(`${kind} ${namespace ? `${namespace}/` : ''}${name}`))} (+${added} −${removed})${what}\n`;
    },
  );
  return [fold(`${plan.application} on ${plan.clusters.join(', ')}`, lines)];
}

function projectDetails({
  team,
  cluster,
  widened,
  narrowed,
}: Plan['projects'][number]): string {
  return fold(`Rights of ${team} on ${cluster}`, [
    ...widened.map(words => `- gains ${escapeMarkdown(clip(words))}\n`),
    ...narrowed.map(words => `- loses ${escapeMarkdown(clip(words))}\n`),
  ]);
}

function fold(summary: string, lines: readonly string[]): string {
  return `\n<details><summary>${escapeHtml(clip(summary))}</summary>\n\n${lines.join('')}\n</details>\n`;
}

function clip(text: string): string {
  return text.length > MAX_LINE ? `${text.slice(0, MAX_LINE)}…` : text;
}
