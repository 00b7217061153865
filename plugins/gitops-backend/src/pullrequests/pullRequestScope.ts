import {
  componentOfBranch,
  type Environments,
  parseOverlayName,
} from '@slipway/plugin-gitops-common';

/** What a pull request is about. */
export interface PullRequestScope {
  components: string[];
  environments: string[];
}

/**
 * Works out what a change is about from the files it touches.
 *
 * @param paths - undefined if they are not known; the branch name has to do then
 */
export function pullRequestScope(
  branch: string,
  paths: readonly string[] | undefined,
  environments: Environments | undefined,
): PullRequestScope {
  const components = new Set<string>();
  const touched = new Set<string>();
  for (const path of paths ?? []) {
    const match = /^apps\/([^/]+)\/(?:overlays\/([^/]+)\/)?/.exec(path);
    if (!match) {
      continue;
    }
    const [, component, overlay] = match;
    components.add(component);
    const parsed =
      overlay !== undefined && environments
        ? parseOverlayName(environments, component, overlay)
        : undefined;
    if (parsed) {
      touched.add(parsed.environment);
    }
  }
  const ofBranch = componentOfBranch(branch);
  if (ofBranch !== undefined) {
    components.add(ofBranch);
  }
  return {
    components: [...components].sort(),
    environments: (environments?.environments ?? [])
      .map(environment => environment.name)
      .filter(name => touched.has(name)),
  };
}
