import compare from 'semver/functions/compare';
import parse from 'semver/functions/parse';

/** What going from one version to another is. `unknown` if the versions do not say. */
export type VersionStep = 'upgrade' | 'downgrade' | 'same' | 'unknown';

/** What going from one version to another is, by semantic versioning where both follow it. */
export function compareVersions(
  from: string | undefined,
  to: string | undefined,
): VersionStep {
  if (from === undefined || to === undefined) {
    return 'unknown';
  }
  if (from === to) {
    return 'same';
  }
  const [before, after] = [parseVersion(from), parseVersion(to)];
  const order = before && after ? compare(after, before) : 0;
  // Versions of equal rank, such as two builds of one, are different artefacts all the same.
  return (['downgrade', 'unknown', 'upgrade'] as const)[order + 1];
}

/**
 * Releases with the newest version first; those whose versions are not semantic, such as commits, come last,
 * the newest first by time.
 */
export function newestFirst<T extends { version: string; createdAt: string }>(
  releases: readonly T[],
): T[] {
  const ranked = releases.map(release => ({
    release,
    version: parseVersion(release.version),
    time: Date.parse(release.createdAt),
  }));
  ranked.sort((one, other) => {
    if (one.version && other.version) {
      return compare(other.version, one.version) || other.time - one.time;
    }
    if (one.version || other.version) {
      return one.version ? -1 : 1;
    }
    return other.time - one.time;
  });
  return ranked.map(({ release }) => release);
}

/** Tags are also written as `v1.4.2`, and as `1.4` or `7`, which leave out noughts. */
function parseVersion(version: string) {
  const short = /^v?(\d{1,9})(?:\.(\d{1,9}))?$/.exec(version);
  return parse(short ? `${short[1]}.${short[2] ?? 0}.0` : version);
}
