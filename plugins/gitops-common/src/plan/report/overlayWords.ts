import type { Cost, ObjectChange, OverlayPlan } from '../plan';
import { countWords } from '../words';

const CHANGES: readonly ObjectChange['change'][] = [
  'added',
  'changed',
  'pruned',
  'removed',
];

/** What a change does to an Application, in a word. */
export function applicationWord(plan: OverlayPlan): string {
  return { added: 'new', changed: 'changes', removed: 'goes away' }[
    plan.change
  ];
}

/** A version change: `1.4.2 → 1.5.0`; undefined if the version stays. */
export function versionWords({ version }: OverlayPlan): string | undefined {
  const { before, after } = version;
  if (before === after) {
    return undefined;
  }
  return before && after
    ? `${before} → ${after}`
    : (after ?? `${before} → none`);
}

/** Numbers of objects by what happens to them: `1 added, 2 changed`. */
export function objectWords(objects: readonly ObjectChange[]): string {
  return CHANGES.map(change => ({
    change,
    count: objects.filter(one => one.change === change).length,
  }))
    .filter(({ count }) => count > 0)
    .map(({ change, count }) => `${count} ${change}`)
    .join(', ');
}

/** What an overlay will ask for more or less: `+1 pod, +500m CPU`; undefined if it asks for the same. */
export function costWords({
  before,
  after,
}: OverlayPlan['cost']): string | undefined {
  const parts = [
    part(before, after, 'replicas', amount => countWords(amount, 'pod')),
    part(before, after, 'cpuMillis', amount => `${amount}m CPU`),
    part(before, after, 'memoryMiB', amount => `${amount} MiB`),
  ].filter(text => text !== undefined);
  return parts.length > 0 ? parts.join(', ') : undefined;
}

function part(
  before: Cost,
  after: Cost,
  key: keyof Cost,
  words: (amount: number) => string,
): string | undefined {
  const difference = after[key] - before[key];
  return difference === 0
    ? undefined
    : `${difference > 0 ? '+' : '−'}${words(Math.abs(difference))}`;
}
