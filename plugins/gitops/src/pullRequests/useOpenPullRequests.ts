import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { gitopsApiRef } from '../api';
import { SLOW_POLL_MS } from '../components/Queries';
import { usePollInterval } from '../signals';

/** Every open pull request of the GitOps repository, read again while visible. */
export function useOpenPullRequests() {
  const api = useApi(gitopsApiRef);
  return useQuery({
    queryKey: ['pull-requests', 'open'],
    queryFn: ({ signal }) => api.getOpenPullRequests({}, { signal }),
    refetchInterval: usePollInterval(SLOW_POLL_MS),
  });
}
