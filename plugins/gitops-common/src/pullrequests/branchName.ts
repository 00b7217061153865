import { componentNameProblem } from '../names';

const CREATE_PREFIX = 'slipway/create-';

/** The one branch that proposes a new component; found again rather than made twice. */
export function createBranchName(component: string): string {
  return `${CREATE_PREFIX}${component}`;
}

/** The component that a branch of {@link createBranchName} is about. */
export function componentOfBranch(branch: string): string | undefined {
  if (!branch.startsWith(CREATE_PREFIX)) {
    return undefined;
  }
  const component = branch.slice(CREATE_PREFIX.length);
  return componentNameProblem(component) ? undefined : component;
}

/** Trailers of the commits that Slipway writes: where a change came from. */
export const COMMIT_TRAILERS = {
  component: 'Slipway-Component',
  requestedBy: 'Slipway-Requested-By',
} as const;
