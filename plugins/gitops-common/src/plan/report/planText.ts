import type { OverlayPlan, Plan } from '../plan';
import { countWords, groupBy } from '../words';
import { oneLine } from './markdown';
import {
  applicationWord,
  costWords,
  objectWords,
  versionWords,
} from './overlayWords';
import { VERDICT_WORDS } from './verdictWords';

/** A plan for terminals and logs: the verdict, then each Application with its objects and their fields. */
export function planText(plan: Plan): string {
  const { level, reasons } = plan.verdict;
  const sections = [
    [
      VERDICT_WORDS[level],
      ...reasons.flatMap(({ level: gravity, message, fix }) => [
        `  ${gravity === 'refused' ? 'x' : '!'} ${oneLine(message)}`,
        ...(fix ? [`    ${oneLine(fix)}`] : []),
      ]),
    ],
    ...[...groupBy(plan.overlays, one => one.environment)].map(
      ([environment, overlays]) => [
        oneLine(environment),
        ...overlays.flatMap(overlayLines),
      ],
    ),
    projectLines(plan),
    [`${countWords(plan.untouched, 'other overlay')} untouched`],
  ];
  return `${sections
    .filter(section => section.length > 0)
    .map(section => section.join('\n'))
    .join('\n\n')}\n`;
}

const SIGNS = { added: '+', changed: '~', pruned: '-', removed: '?' } as const;

function overlayLines(plan: OverlayPlan): string[] {
  const facts = [
    applicationWord(plan),
    versionWords(plan),
    objectWords(plan.objects),
    costWords(plan.cost),
  ].filter(Boolean);
  return [
    `  ${oneLine(`${plan.application} on ${plan.clusters.join(', ')}: ${facts.join('; ')}`)}`,
    ...(plan.problem
      ? [`    cannot be rendered: ${oneLine(plan.problem.message)}`]
      : []),
    ...plan.objects.flatMap(object => [
      `    ${SIGNS[object.change]} ${oneLine(`${object.kind} ${object.namespace ?? ''}/${object.name}`)} (+${object.lines.added} −${object.lines.removed})`,
      ...object.fields.map(
        ({ path, before, after }) =>
          `        ${oneLine(`${path}: ${valueText(before)} → ${valueText(after)}`)}`,
      ),
    ]),
  ];
}

// A value longer than this is for the page, not for a line.
const MAX_VALUE = 120;

function valueText(value: unknown): string {
  if (value === undefined) {
    return 'none';
  }
  const text = JSON.stringify(value);
  return text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text;
}

function projectLines({ projects }: Plan): string[] {
  return projects.flatMap(({ cluster, team, widened, narrowed }) => [
    oneLine(`rights of ${team} on ${cluster}`),
    ...widened.map(words => `  + ${oneLine(words)}`),
    ...narrowed.map(words => `  - ${oneLine(words)}`),
  ]);
}
