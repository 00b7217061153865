/**
 * The domain of GitOps delivery as types and pure functions, for back end and front end alike.
 *
 * @packageDocumentation
 */
export * from './api/availability';
export * from './api/responses';
export * from './components/component';
export * from './delivery/cellState';
export * from './delivery/delivery';
export * from './delivery/observation';
export * from './environments/environments';
export * from './environments/namespacesByCluster';
export * from './environments/parseEnvironments';
export * from './errors/causedBy';
export * from './gates/duration';
export * from './gates/evaluateGates';
export * from './gates/freezeAt';
export * from './gates/gate';
export * from './gates/healthGate';
export * from './labels';
export * from './names';
export * from './overlays/overlays';
export * from './permissions';
export * from './plan/claims/claims';
export * from './plan/computePlan';
export * from './plan/creationPlan';
export * from './plan/drift/driftedObjects';
export * from './plan/drift/LiveObject';
export * from './plan/drift/withDrift';
export * from './plan/input';
export * from './plan/masking/Masker';
export * from './plan/masking/maskObject';
export * from './plan/objects/KubernetesObject';
export * from './plan/plan';
export * from './plan/report/planComment';
export * from './plan/report/planExitCode';
export * from './plan/report/planStatus';
export * from './plan/report/planText';
export * from './projects/appProject';
export * from './pullrequests/branchName';
export * from './pullrequests/pullRequest';
export * from './releases/applyRelease';
export * from './releases/compareVersions';
export * from './releases/helmReleaseLayer';
export * from './releases/release';
export * from './releases/releaseLayer';
export * from './releases/releaseRecord';
export * from './reviews/review';
export * from './yaml/FileProblem';
export * from './yaml/limits';
export * from './yaml/parseYaml';
