import { useApi } from '@backstage/frontend-plugin-api';
import type { ReviewSummary } from '@slipway/plugin-gitops-common';
import { useQuery } from '@tanstack/react-query';
import { gitopsApiRef } from '../../api';

/** What a pull request changes of a component's overlays, once it is planned; read once for each of its commits. */
export function useEffects(
  component: string,
  { number, commit, plan }: ReviewSummary,
) {
  const api = useApi(gitopsApiRef);
  return useQuery({
    queryKey: ['review', number, 'plan', commit],
    queryFn: ({ signal }) => api.getPlanState(number, { signal }),
    select: state =>
      state.status === 'ready'
        ? state.plan.overlays.filter(one => one.component === component)
        : undefined,
    enabled: plan === 'ready',
    staleTime: Infinity,
  });
}
