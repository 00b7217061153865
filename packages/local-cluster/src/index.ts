export { argocdPortalToken } from './argocd-token.ts';
export { bootstrapCluster } from './bootstrap/bootstrap-cluster.ts';
export {
  clusterAddresses,
  type ClusterAddresses,
} from './cluster-addresses.ts';
export { clusterFiles, type ClusterFiles } from './cluster-files.ts';
export type { BootstrapOptions, ClusterOptions } from './cluster-options.ts';
export { clusterParts } from './cluster-parts.ts';
export { clusterPorts, type ClusterPorts } from './cluster-ports.ts';
export {
  clusterSecretsSchema,
  createClusterSecrets,
  type ClusterSecrets,
} from './cluster-secrets.ts';
export { KubernetesError } from './kubernetes/kubernetes-error.ts';
export type { Part } from './part.ts';
export { simulate } from './simulate.ts';
export { simulations, type Simulation } from './stages/simulation.ts';
export { ensureTools, type EnsureToolsOptions } from './tools/ensure-tools.ts';
export type { ToolsProgress } from './tools/progress.ts';
export type { ToolName, Tools } from './tools/tools.ts';
