export * from './GitOpsApi';
export * from './GitOpsClient';
export * from './queryClient';
