export * from './createGitOpsClient';
export * from './GitOpsApi';
export * from './queryClient';
export type { QueryOf, RequestOptions } from './Requests';
