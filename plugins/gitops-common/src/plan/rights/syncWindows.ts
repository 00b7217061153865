import { z } from 'zod';
import { groupBy, listWords } from '../words';
import type { Right } from './rights';

const texts = z.array(z.string()).nullish();

/** When Applications of a project may be synced, or may not. */
export const syncWindowsSchema = z
  .array(
    z.looseObject({
      kind: z.string().default(''),
      schedule: z.string().default(''),
      duration: z.string().default(''),
      timeZone: z.string().nullish(),
      applications: texts,
      namespaces: texts,
      clusters: texts,
      andOperator: z.boolean().nullish(),
      manualSync: z.boolean().nullish(),
    }),
  )
  .nullish();

type SyncWindow = NonNullable<z.output<typeof syncWindowsSchema>>[number];

/**
 * What sync windows forbid. A window that allows syncs forbids them at any other time, together with all windows
 * that allow the same.
 */
export function forbiddenSyncs(
  windows: z.output<typeof syncWindowsSchema>,
): Right[] {
  const byKind = groupBy(windows ?? [], ({ kind }) => kind);
  const denied = (byKind.get('deny') ?? []).map(one =>
    syncs(one, timeWords(one)),
  );
  const allowed = groupBy(byKind.get('allow') ?? [], subjectWords);
  return [
    ...denied,
    ...[...allowed.values()].map(group => {
      const times = [...new Set(group.map(timeWords))].sort();
      return syncs(group[0], `outside of ${listWords(times, times.length)}`);
    }),
  ];
}

function syncs(window: SyncWindow, when: string): Right {
  const scope = subjectWords(window);
  // Times are no globs: a right is covered by the very same one only.
  return { words: `${scope} ${when}`, scope: `${scope} ${when}`, patterns: [] };
}

/** Which syncs a window is about. */
function subjectWords(window: SyncWindow): string {
  const of = [
    ['Applications', window.applications],
    ['namespaces', window.namespaces],
    ['clusters', window.clusters],
  ] as const;
  const selected = of.flatMap(([what, names]) =>
    names && names.length > 0
      ? [`${what} ${[...names].sort().join(', ')}`]
      : [],
  );
  return [
    window.manualSync ? 'automated syncs' : 'syncs',
    ...(selected.length > 0
      ? ['of', selected.join(window.andOperator ? ' and ' : ' or ')]
      : []),
  ].join(' ');
}

function timeWords({ schedule, duration, timeZone }: SyncWindow): string {
  return `"${schedule}" for ${duration}${timeZone ? ` (${timeZone})` : ''}`;
}
