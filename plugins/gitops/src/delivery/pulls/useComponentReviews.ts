import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { gitopsApiRef } from '../../api';
import { POLL_MS } from '../../components/Queries';
import { usePollInterval } from '../../signals';

/** A component's open pull requests as a reviewer picks from them, read again while visible. */
export function useComponentReviews(component: string) {
  const api = useApi(gitopsApiRef);
  return useQuery({
    queryKey: ['reviews', component],
    queryFn: ({ signal }) => api.getReviewsOf(component, { signal }),
    refetchInterval: usePollInterval(POLL_MS),
  });
}
