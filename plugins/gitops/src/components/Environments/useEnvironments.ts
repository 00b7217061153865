import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { gitopsApiRef } from '../../api';

const STALE_MS = 60_000;

/** Environments in order of promotion, their clusters, and where Git has them. */
export function useEnvironments() {
  const api = useApi(gitopsApiRef);
  return useQuery({
    queryKey: ['environments'],
    queryFn: ({ signal }) => api.getEnvironments({ signal }),
    staleTime: STALE_MS,
  });
}
