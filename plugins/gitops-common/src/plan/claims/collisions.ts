import { overlayPath } from '../../overlays/overlays';
import type { OverlayClaims } from '../input';

/** Something that two overlays want and only one can have. */
export interface Collision {
  /** The overlay that came last, as far as that can be told. */
  one: OverlayClaims;
  other: OverlayClaims;
  what: 'host' | 'namespace';
  names: string[];
}

/**
 * What the head's overlays want of each other. A host belongs to one component in one environment; a namespace on a
 * cluster to one component. Collisions that the base has as well are left out.
 *
 * @param changed - claims of overlays that change, after the change
 * @param before - their claims before it, by path
 * @param untouched - claims of all other overlays
 */
export function findCollisions(
  changed: readonly OverlayClaims[],
  before: ReadonlyMap<string, OverlayClaims>,
  untouched: readonly OverlayClaims[],
): Collision[] {
  const all = [...changed, ...untouched];
  const owners = {
    host: ownersBy(all, claims => claims.hosts),
    namespace: ownersBy(all, claims => claims.namespaces),
  };
  const found = new Map<string, Collision>();
  for (const one of changed) {
    for (const what of ['host', 'namespace'] as const) {
      for (const name of namesOf(one, what)) {
        for (const other of owners[what].get(name) ?? []) {
          const known =
            has(before.get(pathOf(one)), what, name) &&
            has(
              before.get(pathOf(other)) ?? unchanged(other, changed),
              what,
              name,
            );
          if (collide(one, other, what) && !known) {
            add(found, { one, other, what, names: [name] });
          }
        }
      }
    }
  }
  return [...found.values()];
}

function collide(
  one: OverlayClaims,
  other: OverlayClaims,
  what: Collision['what'],
) {
  const sameComponent = one.overlay.component === other.overlay.component;
  return what === 'host'
    ? !sameComponent || one.overlay.environment !== other.overlay.environment
    : !sameComponent &&
        one.clusters.some(cluster => other.clusters.includes(cluster));
}

/** One entry for a pair, whichever of the two is looked at. */
function add(found: Map<string, Collision>, collision: Collision) {
  const { one, other, what, names } = collision;
  const key = `${what} ${[pathOf(one), pathOf(other)].sort().join(' ')}`;
  const earlier = found.get(key);
  if (!earlier) {
    found.set(key, collision);
  } else if (!earlier.names.includes(names[0])) {
    earlier.names.push(...names);
  }
}

function ownersBy(
  claims: readonly OverlayClaims[],
  names: (claims: OverlayClaims) => readonly string[],
): Map<string, OverlayClaims[]> {
  const owners = new Map<string, OverlayClaims[]>();
  for (const one of claims) {
    for (const name of names(one)) {
      const others = owners.get(name);
      if (others) {
        others.push(one);
      } else {
        owners.set(name, [one]);
      }
    }
  }
  return owners;
}

function namesOf(claims: OverlayClaims, what: Collision['what']) {
  return what === 'host' ? claims.hosts : claims.namespaces;
}

function has(
  claims: OverlayClaims | undefined,
  what: Collision['what'],
  name: string,
) {
  return claims !== undefined && namesOf(claims, what).includes(name);
}

/** An overlay that does not change had before what it has now. */
function unchanged(claims: OverlayClaims, changed: readonly OverlayClaims[]) {
  return changed.includes(claims) ? undefined : claims;
}

function pathOf(claims: OverlayClaims) {
  return overlayPath(claims.overlay);
}
