import type { LiveObjectSummary } from '@slipway/plugin-gitops-common';

/** An object with those that it owns. */
export interface ObjectNode {
  object: LiveObjectSummary;
  children: ObjectNode[];
  /** Whether it, or one below it, is not healthy. */
  troubled: boolean;
}

/** Objects under their owners, troubled ones first. An owner that is not in the list, or is its own, is none. */
export function objectTree(
  objects: readonly LiveObjectSummary[],
): ObjectNode[] {
  const known = new Set(objects.map(({ id }) => id));
  const byParent = new Map<string | undefined, LiveObjectSummary[]>();
  for (const object of objects) {
    const { id, parent } = object;
    const owner = parent !== id && known.has(parent ?? '') ? parent : undefined;
    byParent.set(owner, [...(byParent.get(owner) ?? []), object]);
  }
  return nodesOf(undefined, byParent);
}

function nodesOf(
  parent: string | undefined,
  byParent: ReadonlyMap<string | undefined, LiveObjectSummary[]>,
): ObjectNode[] {
  return (byParent.get(parent) ?? [])
    .map(object => {
      const children = nodesOf(object.id, byParent);
      return {
        object,
        children,
        troubled: isTroubled(object) || children.some(one => one.troubled),
      };
    })
    .sort((one, other) => Number(other.troubled) - Number(one.troubled));
}

function isTroubled({ health }: LiveObjectSummary): boolean {
  return health !== undefined && health !== 'Healthy' && health !== 'Suspended';
}
