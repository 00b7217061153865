import type { OverlayPlan } from '@slipway/plugin-gitops-common';
import { countChanges, versionChange } from '../../reviews/changes/words';

/** What happens to an environment, in a few words: its version, or else its objects. */
export function effectOf(overlay: OverlayPlan): string {
  const { change, objects, version } = overlay;
  if (change === 'removed') {
    return 'goes away';
  }
  if (change === 'added') {
    return version.after ? `new, with ${version.after}` : 'new';
  }
  const counted = countChanges(objects);
  return (
    versionChange(overlay) ??
    (counted ? `objects: ${counted}` : 'no object changes')
  );
}

/** Where that happens: `on yc, comes to vk`. */
export function placesOf(overlay: OverlayPlan): string {
  const { clusters, clustersAdded, clustersRemoved } = overlay;
  const places: [string, readonly string[]][] = [
    ['on', clusters.filter(name => !clustersAdded.includes(name))],
    ['comes to', clustersAdded],
    ['leaves', clustersRemoved],
  ];
  return places
    .filter(([, names]) => names.length > 0)
    .map(([how, names]) => `${how} ${names.join(', ')}`)
    .join(', ');
}
