import { table } from '../output/format.ts';
import type { Terminal } from '../output/terminal.ts';
import { plain } from '../portal/text.ts';
import {
  type Detail,
  ENDS,
  type Gate,
  type Preview,
  type Verdict,
} from './reply.ts';

const GATES = {
  open: ['green', '✔ open'],
  waiting: ['yellow', '◷ waiting'],
  refused: ['red', '✘ refused'],
} as const;

const VERDICTS = {
  safe: ['green', '✔ Safe'],
  attention: ['yellow', '! Needs attention'],
  refused: ['red', '✘ Refused'],
} as const;

const BEHIND_HIDDEN =
  'behind a change of the same overlay that is not for you to see';

/** What a request would do, gate by gate. */
export function previewPage(
  environment: string,
  preview: Preview,
  terminal: Terminal,
): string {
  return [
    ...preview.parts.map(
      ({ component, clusters, from, to }) =>
        `${plain(component)} in ${environment} on ${clusters.map(plain).join(', ')}: ${plain(from ?? 'nothing')} → ${plain(to)}`,
    ),
    preview.direct
      ? 'It is merged without a pull request.'
      : 'It becomes a pull request.',
    ...(preview.same ? [`It is asked for already: ${preview.same}`] : []),
    ...(preview.behind.length > 0
      ? [`It waits behind ${preview.behind.join(', ')}`]
      : []),
    ...(preview.behindHidden ? [`It waits ${BEHIND_HIDDEN}`] : []),
    ...(preview.supersedes.length > 0
      ? [`It takes the place of ${preview.supersedes.join(', ')}`]
      : []),
    ...verdictLines(preview.verdict, terminal),
    ...gateLines(preview.gates, terminal),
  ].join('\n');
}

/** How far a promotion is, in one line. */
export function detailLine({
  promotion,
  gates,
  behind,
  behindHidden,
  problem,
}: Detail): string {
  const waiting = gates.find(({ state }) => state !== 'open');
  const said = promotion.history.at(-1)?.message;
  return [
    `${promotion.kind} ${promotion.id}: ${promotion.state}`,
    // What held it up until then is over with it.
    problem && ENDS[promotion.state] === undefined && plain(problem),
    behind.length > 0 && `waits behind ${behind.join(', ')}`,
    behindHidden && `waits ${BEHIND_HIDDEN}`,
    waiting && `${waiting.gate}: ${plain(waiting.message)}`,
    !waiting && said && plain(said),
    promotion.pullRequest && plain(promotion.pullRequest.url),
  ]
    .filter(Boolean)
    .join(', ');
}

/** A verdict with its reasons, and what mends them. */
export function verdictLines(
  verdict: Verdict | undefined,
  terminal: Terminal,
): string[] {
  if (!verdict) return [];
  const [style, words] = VERDICTS[verdict.level];
  return [
    `Plan: ${terminal.style(style, words)}`,
    ...verdict.reasons.map(
      ({ message, fix }) =>
        `  ${plain(message)}${fix ? ` (${plain(fix)})` : ''}`,
    ),
  ];
}

function gateLines(gates: readonly Gate[], terminal: Terminal): string[] {
  if (gates.length === 0) return [];
  const rows = gates.map(({ gate, state, message, until }) => {
    const [style, words] = GATES[state];
    return [
      `  ${gate}`,
      terminal.style(style, words),
      `${plain(message)}${until ? ` (until ${plain(until)})` : ''}`,
    ];
  });
  return ['Gates:', table(rows)];
}
