import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import type {
  PromotionDetail,
  PromotionRequest,
} from '@slipway/plugin-gitops-common';
import {
  useMutation,
  useQueryClient,
  type QueryClient,
} from '@tanstack/react-query';
import { gitopsApiRef } from '../api';
import { promotionKey } from './usePromotions';

/** How long it is said that something is done that leaves no dialog behind. */
const TOAST_MS = 6_000;

/** Asks for a promotion or a rollback. */
export function useCreatePromotion(onDone: (id: string) => void) {
  const api = useApi(gitopsApiRef);
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: PromotionRequest) => api.createPromotion(request),
    onSuccess: detail => {
      show(client, detail);
      onDone(detail.promotion.id);
    },
  });
}

/** Takes a promotion back. */
export function useCancelPromotion(id: string) {
  const api = useApi(gitopsApiRef);
  const client = useQueryClient();
  return useMutation({
    mutationFn: (reason: string) => api.cancelPromotion(id, reason),
    onSuccess: detail => show(client, detail),
  });
}

/** Lets a train go on without one of its components. */
export function useTakeOut(id: string) {
  const api = useApi(gitopsApiRef);
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: { component: string; reason: string }) =>
      api.takeOutOfTrain(id, request),
    onSuccess: detail => show(client, detail),
  });
}

/** Stops forward promotion of a component into an environment. */
export function useHold(
  component: string,
  environment: string,
  onDone: () => void,
) {
  const api = useApi(gitopsApiRef);
  const toasts = useApi(toastApiRef);
  const client = useQueryClient();
  return useMutation({
    mutationFn: (reason: string) => api.hold(component, environment, reason),
    onSuccess: async () => {
      onDone();
      toasts.post({
        title: `${component} is on hold in ${environment}`,
        timeout: TOAST_MS,
      });
      await refresh(client);
    },
  });
}

/** Lets forward promotion go on. */
export function useReleaseHold(component: string, environment: string) {
  const api = useApi(gitopsApiRef);
  const toasts = useApi(toastApiRef);
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.releaseHold(component, environment),
    onSuccess: async () => {
      toasts.post({
        title: `The hold of ${component} in ${environment} is released`,
        timeout: TOAST_MS,
      });
      await refresh(client);
    },
  });
}

function show(client: QueryClient, detail: PromotionDetail) {
  client.setQueryData(promotionKey(detail.promotion.id), detail);
  return refresh(client);
}

/** What a person did is seen at once; signals tell the others. */
async function refresh(client: QueryClient): Promise<void> {
  const kinds: readonly unknown[] = [
    'promotions',
    'promotion',
    'holds',
    'cell',
  ];
  await client.invalidateQueries({
    predicate: ({ queryKey: [kind] }) => kinds.includes(kind),
  });
}
