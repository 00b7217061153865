import { useApi } from '@backstage/frontend-plugin-api';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { gitopsApiRef } from '../api';
import { useOwnerRefs } from '../components/Owners';
import { SLOW_POLL_MS } from '../components/Queries';
import { usePollInterval } from '../signals';
import type { BoardFilters } from './useBoardFilters';

/** As many rows as are asked for when the page opens, once somebody scrolls, and at most. */
export const BOARD_STEPS = [150, 2_000] as const;

/** Rows of the board by its filters; those before stay until others come. */
export function useBoard(filters: BoardFilters, limit: number) {
  const api = useApi(gitopsApiRef);
  const owners = useOwnerRefs(filters.owner === 'all' ? '' : filters.owner);
  const query = {
    owner: owners.owner,
    system: filters.system || undefined,
    environment: filters.environment || undefined,
    cluster: filters.cluster || undefined,
    state: filters.states.join(',') || undefined,
    text: filters.text.trim() || undefined,
    sort: filters.sort,
    limit,
  };
  const board = useQuery({
    queryKey: ['board', query],
    queryFn: ({ signal }) => api.getBoard(query, { signal }),
    enabled: owners.isReady,
    refetchInterval: usePollInterval(SLOW_POLL_MS),
    placeholderData: keepPreviousData,
  });
  return {
    ...board,
    error: owners.error ?? board.error,
    retry: () => (owners.error ? owners.refetch() : board.refetch()),
  };
}
