import { componentNameProblem } from '../names';

const CHANGES = [
  'create',
  'add-environment',
  'add-data',
  'decommission',
  'promote',
  'rollback',
];

/** Those whose branches go on with the names of overlays or environments. */
const DOTTED = ['add-environment', 'promote', 'rollback'];

/** The one branch that proposes a new component; found again rather than made twice. */
export function createBranchName(component: string): string {
  return `slipway/create-${component}`;
}

/**
 * The one branch that adds overlays to a component. No name has a dot, so the parts cannot be taken
 * for one another, as those of `shop-eu` and `prod` could for those of `shop` and `eu-prod`.
 */
export function addEnvironmentBranchName(
  component: string,
  overlays: readonly string[],
): string {
  return ['slipway/add-environment-', component, ...dotted(overlays)].join('');
}

/** The one branch that adds a database to a component. */
export function addDataBranchName(component: string): string {
  return `slipway/add-data-${component}`;
}

/** The one branch that takes a component away, and then what it had rights to. */
export function decommissionBranchName(component: string): string {
  return `slipway/decommission-${component}`;
}

/** The one branch that promotes a component to an environment; see above on the dot. */
export function promoteBranchName(
  component: string,
  environment: string,
): string {
  return `slipway/promote-${component}.${environment}`;
}

/** The one branch that rolls a component back in an environment. */
export function rollbackBranchName(
  component: string,
  environment: string,
): string {
  return `slipway/rollback-${component}.${environment}`;
}

/** The branch of a release train, which is about many components. */
export function trainBranchName(environment: string, id: string): string {
  return `slipway/train-${environment}.${id}`;
}

/** The component that a branch of one of the functions above is about. */
export function componentOfBranch(branch: string): string | undefined {
  const change = CHANGES.find(one => branch.startsWith(`slipway/${one}-`));
  if (change === undefined) {
    return undefined;
  }
  const [component = '', ...overlays] = branch
    .slice(`slipway/${change}-`.length)
    .split('.');
  const named = overlays.length > 0 === DOTTED.includes(change);
  return named && !componentNameProblem(component) ? component : undefined;
}

/** Trailers of the commits that Slipway writes: where a change came from. */
export const COMMIT_TRAILERS = {
  component: 'Slipway-Component',
  environment: 'Slipway-Environment',
  /** What kind of change of a release it is; see the kinds of promotions. */
  change: 'Slipway-Change',
  from: 'Slipway-From',
  to: 'Slipway-To',
  requestedBy: 'Slipway-Requested-By',
} as const;

function dotted(names: readonly string[]): string[] {
  return [...new Set(names)].sort().map(name => `.${name}`);
}
