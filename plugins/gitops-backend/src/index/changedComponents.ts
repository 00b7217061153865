import type { Snapshot } from './snapshot';

/**
 * The components that are not as they were, those that went among them.
 *
 * @returns undefined if all may have changed: there was nothing before, or environments changed
 */
export function changedComponents(
  previous: Snapshot | undefined,
  next: Snapshot,
): string[] | undefined {
  if (previous?.environments !== next.environments) {
    return undefined;
  }
  const before = new Map(Object.entries(previous.components));
  const after = new Map(Object.entries(next.components));
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    name => before.get(name) !== after.get(name),
  );
}
