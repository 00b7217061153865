import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { gitopsApiRef } from '../api';
import { POLL_MS } from '../components/Queries';

const PLANNING_POLL_MS = 2_000;

/** A pull request, read again while visible. */
export function useReview(number: number) {
  const api = useApi(gitopsApiRef);
  return useQuery({
    queryKey: ['review', number],
    queryFn: ({ signal }) => api.getReview(number, { signal }),
    refetchInterval: POLL_MS,
  });
}

/** The plan of the commit that the person looks at; asked for until there is one, and then kept. */
export function usePlan(number: number, commit: string) {
  const api = useApi(gitopsApiRef);
  return useQuery({
    queryKey: ['review', number, 'plan', commit],
    queryFn: ({ signal }) => api.getPlanState(number, { signal }),
    staleTime: Infinity,
    refetchInterval: ({ state }) =>
      state.data?.status === 'ready' ? false : PLANNING_POLL_MS,
  });
}

/** How far the merged change has come, asked for until it has arrived. */
export function useRollout(number: number) {
  const api = useApi(gitopsApiRef);
  return useQuery({
    queryKey: ['rollout', number],
    queryFn: ({ signal }) => api.getRollout(number, { signal }),
    refetchInterval: ({ state }) => (state.data?.done ? false : POLL_MS),
  });
}

/** Reads a pull request, and the queue, again at once, after something was done to it. */
export function useRefreshReview(number: number): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await Promise.all([
      client.invalidateQueries({ queryKey: ['review', number], exact: true }),
      client.invalidateQueries({ queryKey: ['reviews'] }),
      client.invalidateQueries({ queryKey: ['pull-requests'] }),
    ]);
  };
}
