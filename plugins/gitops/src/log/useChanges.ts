import type { ChangesFilter } from '@slipway/plugin-gitops-common';
import { useApi } from '@backstage/frontend-plugin-api';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { gitopsApiRef } from '../api';

const PAGE = 50;

/** The log by a filter, the newest first, page by page. */
export function useChanges(filter: ChangesFilter) {
  const api = useApi(gitopsApiRef);
  return useInfiniteQuery({
    queryKey: ['changes', filter],
    queryFn: ({ pageParam, signal }) =>
      api.getChanges({ ...filter, limit: PAGE, cursor: pageParam }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next,
    placeholderData: keepPreviousData,
  });
}
