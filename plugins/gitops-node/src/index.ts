/**
 * What modules of the gitops plugin implement: a forge, and the status of clusters.
 *
 * @packageDocumentation
 */
export * from './ClusterStatusProvider';
export * from './Forge';
export * from './GitOpsRepository';
