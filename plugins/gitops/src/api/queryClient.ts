import { createApiRef } from '@backstage/frontend-plugin-api';
import { ResponseError } from '@backstage/errors';
import { QueryClient } from '@tanstack/react-query';

/** Holds what pages have read, so that two cards that need the same ask once. */
export const gitopsQueryClientApiRef = createApiRef<QueryClient>().with({
  id: 'plugin.gitops.query-client',
  pluginId: 'gitops',
});

/** A query client that tries again only where trying again can help. */
export function createGitOpsQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) => failures < 2 && !isRefusal(error),
        staleTime: 2_000,
      },
    },
  });
}

function isRefusal(error: Error): boolean {
  return error instanceof ResponseError && error.statusCode < 500;
}
