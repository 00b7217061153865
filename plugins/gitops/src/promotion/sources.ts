import type { ComponentDelivery } from '@slipway/plugin-gitops-common';

/** An environment that a release can come from. */
export interface Source {
  environment: string;
  /** What Git wants there; undefined if it wants nothing, or different releases on different clusters. */
  version?: string;
  /** Why no release can come from there. */
  problem?: string;
}

/** Environments before another, the nearest first. */
export function sourcesOf(
  { environments }: ComponentDelivery,
  target: string,
): Source[] {
  const index = environments.findIndex(({ name }) => name === target);
  return environments
    .slice(0, Math.max(index, 0))
    .reverse()
    .map(({ name, cells }) => {
      const versions = new Set(
        cells.flatMap(({ desired }) => desired?.version ?? []),
      );
      const [version] = versions;
      if (versions.size === 1) {
        return { environment: name, version };
      }
      return {
        environment: name,
        problem:
          versions.size === 0
            ? 'names no release'
            : `names different releases: ${[...versions].join(', ')}`,
      };
    });
}
