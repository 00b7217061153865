import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { gitopsApiRef } from '../api';
import { useOwnerRefs } from '../components/Owners';

/**
 * How two environments differ; nothing while they are not chosen.
 *
 * @param owner - `mine`, a reference of the catalog, or empty for any
 */
export function useComparison(source: string, target: string, owner: string) {
  const api = useApi(gitopsApiRef);
  const owners = useOwnerRefs(owner);
  const query = { source, target, owner: owners.owner };
  const comparison = useQuery({
    queryKey: ['comparison', query],
    queryFn: ({ signal }) => api.getComparison(query, { signal }),
    enabled:
      owners.isReady && source !== '' && target !== '' && source !== target,
  });
  return {
    ...comparison,
    error: owners.error ?? comparison.error,
    retry: () => (owners.error ? owners.refetch() : comparison.refetch()),
  };
}
