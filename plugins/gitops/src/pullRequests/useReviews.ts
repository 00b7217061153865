import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { gitopsApiRef } from '../api';
import { POLL_MS } from '../components/Queries';
import { usePollInterval } from '../signals';

/** Every open pull request as a reviewer picks from them, read again while visible. */
export function useReviews() {
  const api = useApi(gitopsApiRef);
  return useQuery({
    queryKey: ['reviews', 'open'],
    queryFn: ({ signal }) => api.getReviews({ signal }),
    refetchInterval: usePollInterval(POLL_MS),
  });
}
