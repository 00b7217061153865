/**
 * What modules of the gitops plugin implement, a forge, the status of clusters, and what is on them; and what
 * permission policies decide by.
 *
 * @packageDocumentation
 */
export * from './ClusterStatusProvider';
export * from './ClusterWorkloadsProvider';
export * from './Forge';
export * from './ForgeProposals';
export * from './ForgeQuotaError';
export * from './GitOpsRepository';
export * from './LiveObjectsProvider';
export * from './permissions/gitopsTarget';
export * from './readLines';
