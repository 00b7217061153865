import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { gitopsApiRef } from '../api';
import { SLOW_POLL_MS } from '../components/Queries';
import { useMe } from '../pullRequests/useMe';
import { useReviews } from '../pullRequests/useReviews';
import { usePollInterval } from '../signals';
import { holdsOf, troublesOf, waitingFor } from './needs';
import { useMyBoard } from './useMyBoard';

/** As many promotions as one answer has. */
const LIMIT = 100;

/** What one source says needs a person; `data` is absent until it has answered. */
export interface Need<T> {
  data: readonly T[] | undefined;
  error: Error | null;
  retry: () => void;
}

interface Source<T> {
  data: T | undefined;
  error: Error | null;
  refetch: () => unknown;
}

/** What needs the person who looks, by what it is. One source that is away hides none of the others. */
export function useNeeds() {
  const api = useApi(gitopsApiRef);
  const pollMs = usePollInterval(SLOW_POLL_MS);
  const board = useMyBoard();
  const me = useMe();
  const reviews = useReviews();
  const promotions = useQuery({
    queryKey: ['promotions', { state: 'open' }],
    queryFn: ({ signal }) =>
      api.getPromotions({ state: 'open', limit: LIMIT }, { signal }),
    refetchInterval: pollMs,
  });
  const holds = useQuery({
    queryKey: ['holds', {}],
    queryFn: ({ signal }) => api.getHolds({}, { signal }),
    refetchInterval: pollMs,
  });
  return {
    troubles: needOf([board], () => troublesOf(board.data?.rows ?? [])),
    waiting: needOf([me, reviews, promotions], () =>
      me.data
        ? waitingFor(
            reviews.data ?? [],
            promotions.data?.promotions ?? [],
            me.data,
          )
        : [],
    ),
    holds: needOf([me, holds], () =>
      me.data ? holdsOf(holds.data ?? [], me.data) : [],
    ),
  };
}

function needOf<T>(
  sources: readonly Source<unknown>[],
  derive: () => readonly T[],
): Need<T> {
  return {
    data: sources.every(({ data }) => data !== undefined)
      ? derive()
      : undefined,
    error: sources.find(({ error }) => error)?.error ?? null,
    retry: () => {
      for (const source of sources.filter(({ error }) => error)) {
        source.refetch();
      }
    },
  };
}
