import { useApi } from '@backstage/frontend-plugin-api';
import type { CreationPlanRequest } from '@slipway/plugin-gitops-common';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router-dom';
import { z } from 'zod';
import { gitopsApiRef } from '../../api';

/** For so long a plan is taken for true when somebody comes back to it, in milliseconds. */
const FRESH_MS = 60_000;

const contextSchema = z.object({
  formData: z.record(z.string(), z.json().optional()),
});

/** The template whose form this is, by the address of the page, and its answers so far without the plan itself. */
export function usePlanRequest(
  formContext: unknown,
  field: string,
): CreationPlanRequest | undefined {
  const { namespace, templateName } = useParams();
  const { data } = contextSchema.safeParse(formContext);
  if (!namespace || !templateName || !data) {
    return undefined;
  }
  const answers = Object.entries(data.formData).flatMap(([name, value]) =>
    name === field || value === undefined ? [] : [[name, value] as const],
  );
  return {
    template: `template:${namespace}/${templateName}`,
    values: Object.fromEntries(answers),
  };
}

/** Plans what the answers would create. Other answers are another plan; leaving the page ends the request. */
export function useCreationPlan(request: CreationPlanRequest | undefined) {
  const api = useApi(gitopsApiRef);
  return useQuery({
    queryKey: ['creation-plan', request],
    queryFn: ({ signal }) => {
      if (!request) {
        throw new Error('There is nothing to plan.');
      }
      return api.planCreation(request, { signal });
    },
    enabled: request !== undefined,
    staleTime: FRESH_MS,
    // A plan costs the portal seconds; the page says its age, and has a button for another.
    refetchOnWindowFocus: false,
  });
}
