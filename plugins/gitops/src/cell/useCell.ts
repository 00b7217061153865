import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { gitopsApiRef } from '../api';
import { POLL_MS } from '../components/Queries';
import { usePollInterval } from '../signals';

/** One environment of a component on one cluster. */
export interface CellPlace {
  component: string;
  environment: string;
  cluster: string;
}

/** Everything behind one cell of the grid, kept fresh while the page is visible. */
export function useCell({ component, environment, cluster }: CellPlace) {
  const api = useApi(gitopsApiRef);
  return useQuery({
    queryKey: ['cell', component, environment, cluster],
    queryFn: ({ signal }) =>
      api.getCell(component, environment, cluster, { signal }),
    refetchInterval: usePollInterval(POLL_MS),
  });
}
