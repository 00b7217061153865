/**
 * What modules of the gitops plugin implement: a forge, the status of clusters, and what is on them.
 *
 * @packageDocumentation
 */
export * from './ClusterStatusProvider';
export * from './Forge';
export * from './ForgeProposals';
export * from './ForgeQuotaError';
export * from './GitOpsRepository';
export * from './LiveObjectsProvider';
