import type { GateResult } from '../gates/gate';
import { code, escapeMarkdown, oneLine, row } from '../plan/report/markdown';
import { distinct, listWords } from '../plan/words';
import { livePartsOf, type Promotion } from './promotion';
import { trailersOf } from './trailers';

/** The forge's limit of a title. */
const LONGEST_TITLE = 256;

/** What a promotion does, as the title of its pull request: `Promote shop 1.4.2 → 1.5.0 to prod`. */
export function promotionTitle(promotion: Promotion): string {
  const parts = livePartsOf(promotion);
  const components = distinct(parts.map(({ component }) => component));
  const steps = distinct(
    parts.map(({ from, to }) => (from === undefined ? to : `${from} → ${to}`)),
  );
  // Overlays of one component may come from different releases.
  const change =
    steps.length === 1
      ? steps[0]
      : `→ ${listWords(distinct(parts.map(({ to }) => to)))}`;
  const what =
    components.length === 1
      ? `${components[0]} ${change}`
      : listWords(components);
  const title =
    promotion.kind === 'rollback'
      ? `Roll back ${what} in ${promotion.environment}`
      : `Promote ${what} to ${promotion.environment}`;
  return oneLine(title).slice(0, LONGEST_TITLE);
}

/** The message of a promotion's one commit. */
export function promotionCommitMessage(promotion: Promotion): string {
  const why = reasonOf(promotion);
  return [
    promotionTitle(promotion),
    '',
    ...(why ? [oneLine(why), ''] : []),
    ...trailersOf(promotion),
  ].join('\n');
}

/** The message of the commit that brings what was taken out of a train back to what it was. */
export function takeOutCommitMessage(
  promotion: Promotion,
  components: readonly string[],
): string {
  return [
    oneLine(`Take ${listWords(distinct(components))} out`),
    '',
    ...trailersOf(promotion),
  ].join('\n');
}

/** What merging does, for whom and why, and what it waits for, in Markdown. */
export function promotionBody(
  promotion: Promotion,
  gates: readonly GateResult[] = [],
): string {
  const why = reasonOf(promotion);
  return [
    promotion.kind === 'rollback'
      ? `Merging brings back what was healthy in ${code(promotion.environment)}:`
      : `Merging brings to ${code(promotion.environment)}:`,
    '',
    row(['Component', 'From', 'To', 'Clusters']),
    row(['---', '---', '---', '---']),
    ...livePartsOf(promotion).map(({ component, from, to, clusters }) =>
      row([
        code(component),
        from === undefined ? 'nothing' : code(from),
        code(to),
        escapeMarkdown(listWords(clusters)),
      ]),
    ),
    '',
    'Only release layers change.',
    '',
    `- Requested by: ${code(promotion.requestedBy)}`,
    ...(why ? [`- Reason: ${escapeMarkdown(why)}`] : []),
    ...(promotion.hotfix ? ['- It is a hotfix.'] : []),
    ...(gates.length > 0 ? ['', 'Gates:', ''] : []),
    ...gates.map(
      ({ state, message, until }) =>
        `- ${state === 'open' ? '✓' : '✗'} ${escapeMarkdown(message)}${until ? `, until ${until}` : ''}`,
    ),
  ].join('\n');
}

function reasonOf({ reason, exception }: Promotion): string | undefined {
  return reason ?? exception?.reason;
}
