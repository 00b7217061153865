import { githubAuthApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useMutation } from '@tanstack/react-query';
import { gitopsApiRef } from '../../api';
import { useRefreshReview } from '../useReview';
import type { Decision } from './decision';

/** What the forge must let the token do for reviews and merges. */
const SCOPES = ['repo'];

/** What a person decided about the commit that they saw. */
export interface DecideRequest {
  decision: Decision;
  body: string;
  commit: string;
}

/** Decides as the person, with their own token of the forge, which goes nowhere but along with this request. */
export function useDecide(number: number, onDone: (done: Decision) => void) {
  const api = useApi(gitopsApiRef);
  const auth = useApi(githubAuthApiRef);
  const refresh = useRefreshReview(number);
  return useMutation({
    mutationFn: async ({ decision, body, commit }: DecideRequest) => {
      const token = await auth.getAccessToken(SCOPES);
      if (decision === 'merge') {
        await api.mergePullRequest(number, { commit }, token);
      } else {
        const request = { event: decision, body, commit };
        await api.submitReview(number, request, token);
      }
      await refresh();
      return decision;
    },
    onSuccess: onDone,
    onError: refresh,
  });
}
