import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { gitopsApiRef } from '../api';
import { POLL_MS } from '../components/Queries';
import { usePollInterval } from '../signals';

/** The delivery of a component, kept fresh while the page is visible. */
export function useDelivery(component: string, pollMs: number = POLL_MS) {
  const api = useApi(gitopsApiRef);
  return useQuery({
    queryKey: ['delivery', component],
    queryFn: ({ signal }) => api.getDelivery(component, { signal }),
    refetchInterval: usePollInterval(pollMs),
  });
}
