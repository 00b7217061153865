import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { gitopsApiRef } from '../api';

/** How two environments differ; nothing while they are not chosen. */
export function useComparison(source: string, target: string, owner: string) {
  const api = useApi(gitopsApiRef);
  const query = { source, target, owner: owner || undefined };
  return useQuery({
    queryKey: ['comparison', query],
    queryFn: ({ signal }) => api.getComparison(query, { signal }),
    enabled: source !== '' && target !== '' && source !== target,
  });
}
