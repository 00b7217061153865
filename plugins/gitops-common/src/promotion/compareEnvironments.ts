import { groupBy } from '../plan/words';
import { compareVersions, type VersionStep } from '../releases/compareVersions';
import { type ReleaseImage, releaseVersion } from '../releases/release';
import {
  artefactsOf,
  type ReleaseArtefact,
  sameArtefacts,
} from '../releases/releaseRecord';

/** The release that one overlay names. */
export interface OverlayRelease {
  component: string;
  environment: string;
  /** Path of the overlay. */
  overlay: string;
  clusters: readonly string[];
  images: readonly ReleaseImage[];
}

/** How an overlay differs from the environment before. */
export interface EnvironmentDifference {
  component: string;
  overlay: string;
  clusters: string[];
  /** What the overlay names, and what the environment before does. */
  from?: string;
  to: string;
  step: VersionStep;
  /** What a promotion would write. */
  images: ReleaseArtefact[];
}

/** What two environments have in common, and what not; components in alphabetical order. */
export interface EnvironmentComparison {
  differences: EnvironmentDifference[];
  /** Components with the same release in both. */
  same: string[];
  /** Components that only one environment has, or that name no release in the source. */
  missingInTarget: string[];
  missingInSource: string[];
  /** Components whose overlays name different releases in the source, so that none of them is meant. */
  ambiguous: string[];
}

/** Compares what two environments should run, to promote the difference from source to target. */
export function compareEnvironments(
  releases: readonly OverlayRelease[],
  source: string,
  target: string,
): EnvironmentComparison {
  const result: EnvironmentComparison = {
    differences: [],
    same: [],
    missingInTarget: [],
    missingInSource: [],
    ambiguous: [],
  };
  const components = [...groupBy(releases, one => one.component)].sort(
    ([one], [other]) => (one < other ? -1 : 1),
  );
  for (const [component, all] of components) {
    const here = all.filter(one => one.environment === source);
    const there = all.filter(one => one.environment === target);
    const [first, ...others] = here.map(({ images }) => artefactsOf(images));
    if (first === undefined || first.length === 0) {
      if (there.length > 0) {
        result.missingInSource.push(component);
      }
    } else if (others.some(other => !sameArtefacts(first, other))) {
      result.ambiguous.push(component);
    } else if (there.length === 0) {
      result.missingInTarget.push(component);
    } else {
      const differences = there.flatMap(overlay =>
        differenceOf(overlay, here[0], first),
      );
      result.differences.push(...differences);
      if (differences.length === 0) {
        result.same.push(component);
      }
    }
  }
  return result;
}

function differenceOf(
  overlay: OverlayRelease,
  source: OverlayRelease,
  images: ReleaseArtefact[],
): EnvironmentDifference[] {
  if (sameArtefacts(artefactsOf(overlay.images), images)) {
    return [];
  }
  const [from, to = ''] = [
    releaseVersion(overlay.images),
    releaseVersion(source.images),
  ];
  return [
    {
      component: overlay.component,
      overlay: overlay.overlay,
      clusters: [...overlay.clusters],
      from,
      to,
      step: compareVersions(from, to),
      images,
    },
  ];
}
