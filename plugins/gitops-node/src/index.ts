/**
 * What modules of the gitops plugin implement, a forge, the status of clusters, and what is on them; what
 * permission policies decide by; and whose components are.
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
export * from './ownership/assertOwner';
export * from './ownership/rehearsal';
export * from './permissions/gitopsTarget';
export * from './readLines';
