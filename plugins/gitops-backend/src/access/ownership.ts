import type { VisibleComponent } from './VisibleComponents';

/**
 * Whether components belong to any of some owners. References of the catalog are the same in upper and lower case.
 *
 * @param owners - references, separated by commas; undefined for whoever it is
 */
export function ownedBy(
  owners: string | undefined,
): (component: VisibleComponent | undefined) => boolean {
  if (owners === undefined) {
    return () => true;
  }
  const wanted = new Set(
    owners.split(',').map(owner => owner.trim().toLowerCase()),
  );
  return component =>
    component?.owner !== undefined && wanted.has(component.owner.toLowerCase());
}
