import type { OverlayPlan } from '../plan';
import { countWords, distinct, listWords } from '../words';

type Place = Pick<OverlayPlan, 'component' | 'clusters' | 'path'>;

/** Components as a sentence names them: up to three by name, more by number. */
export function componentWords(overlays: readonly Place[]): string {
  const components = distinct(overlays.map(one => one.component));
  return components.length > 3
    ? countWords(components.length, 'component')
    : listWords(components);
}

/** The clusters of some overlays, in order of their first appearance. */
export function clusterWords(overlays: readonly Place[]): string {
  return listWords(distinct(overlays.flatMap(one => one.clusters)));
}

/** The overlay that a reason is about, if it is about one only. */
export function onlyOverlay(overlays: readonly Place[]): { overlay?: string } {
  const paths = distinct(overlays.map(one => one.path));
  return paths.length === 1 ? { overlay: paths[0] } : {};
}
