import {
  clustersOfOverlay,
  type OverlayRelease,
  overlayPath,
  parseOverlayName,
} from '@slipway/plugin-gitops-common';
import type { Snapshot } from '../index/snapshot';

/**
 * The releases that overlays name, as a commit has them. Where a release layer cannot be read, nothing is known, so
 * that the overlay is left out.
 */
export function overlayReleases(
  { environments, components }: Snapshot,
  isChosen: (component: string) => boolean,
): OverlayRelease[] {
  return Object.entries(components)
    .filter(([component]) => isChosen(component))
    .flatMap(([component, { overlays }]) => {
      const names = overlays.map(({ name }) => name);
      return overlays
        .filter(({ problem }) => problem === undefined)
        .flatMap(({ name, images }): OverlayRelease[] => {
          const overlay = parseOverlayName(environments, component, name);
          const environment = environments.environments.find(
            one => one.name === overlay?.environment,
          );
          return overlay && environment
            ? [
                {
                  component,
                  environment: environment.name,
                  overlay: overlayPath(overlay),
                  clusters: clustersOfOverlay(environment, overlay, names),
                  images,
                },
              ]
            : [];
        });
    });
}
