import { useApi } from '@backstage/frontend-plugin-api';
import {
  isEnded,
  type Promotion,
  type PromotionRequest,
} from '@slipway/plugin-gitops-common';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { gitopsApiRef } from '../api';
import { POLL_MS } from '../components/Queries';
import { usePollInterval } from '../signals';

/** Promotions of a component that are under way. */
export function useOpenPromotions(component: string) {
  const api = useApi(gitopsApiRef);
  return useQuery({
    queryKey: ['promotions', component, 'open'],
    queryFn: async ({ signal }): Promise<Promotion[]> =>
      (await api.getPromotions({ component, state: 'open' }, { signal }))
        .promotions,
    refetchInterval: usePollInterval(POLL_MS),
  });
}

/** What stops forward promotion of a component. */
export function useHolds(component: string) {
  const api = useApi(gitopsApiRef);
  return useQuery({
    queryKey: ['holds', component],
    queryFn: ({ signal }) => api.getHolds({ component }, { signal }),
    refetchInterval: usePollInterval(POLL_MS),
  });
}

/** The key of one promotion's query. It may be of several components, so that it names none. */
export function promotionKey(id: string) {
  return ['promotion', { id }];
}

/** How far a promotion is, followed until it has ended. */
export function usePromotion(id: string) {
  const api = useApi(gitopsApiRef);
  const pollMs = usePollInterval(POLL_MS);
  return useQuery({
    queryKey: promotionKey(id),
    queryFn: ({ signal }) => api.getPromotion(id, { signal }),
    refetchInterval: ({ state }) =>
      state.data && isEnded(state.data.promotion.state) ? false : pollMs,
  });
}

/** What a request would do. While it changes, what the one before would do stays; without one there is nothing. */
export function usePreview(request: PromotionRequest | undefined) {
  const api = useApi(gitopsApiRef);
  return useQuery({
    queryKey: ['preview', { request }],
    queryFn: async ({ signal }) =>
      request ? api.previewPromotion(request, { signal }) : null,
    enabled: request !== undefined,
    placeholderData: request && keepPreviousData,
    // Every look is recorded, so that none is taken that nobody asked for.
    refetchOnWindowFocus: false,
    staleTime: 0,
    gcTime: 0,
  });
}

/** Releases of a component that CI reported. */
export function useReleases(component: string, enabled: boolean) {
  const api = useApi(gitopsApiRef);
  return useQuery({
    queryKey: ['releases', component],
    queryFn: ({ signal }) => api.getReleases({ component }, { signal }),
    enabled,
  });
}

/** Earlier releases that were healthy in an environment. */
export function useRollbackCandidates(
  component: string,
  environment: string,
  cluster?: string,
) {
  const api = useApi(gitopsApiRef);
  return useQuery({
    queryKey: ['rollbacks', component, environment, cluster],
    queryFn: ({ signal }) =>
      api.getRollbackCandidates(
        component,
        { environment, cluster },
        { signal },
      ),
  });
}
