import { ResponseError } from '@backstage/errors';
import type { PromotionRequest } from '@slipway/plugin-gitops-common';
import { useState } from 'react';
import { whyImpossible } from './impossible';
import { previewOf, withAnswers, type Answers } from './request';
import { useCreatePromotion } from './usePromotionDeeds';
import { usePreview } from './usePromotions';

/** A request on its way to being asked for. */
export type AskedRequest = ReturnType<typeof useRequest>;

/**
 * What a request would do, what the person says about it, and the way to ask for it.
 *
 * @param request - what is chosen, or undefined while that can not be asked for
 * @param onShow - shows the promotion that came of it, or one that there is
 */
export function useRequest(
  request: PromotionRequest | undefined,
  onShow: (promotion: string) => void,
) {
  const [answers, setAnswers] = useState<Answers>({
    reason: '',
    hotfix: false,
    exception: '',
  });
  const preview = usePreview(request && previewOf(request, answers));
  const create = useCreatePromotion(onShow);
  return {
    answers,
    /** Keeps what the person says, also piece by piece. */
    answer: (some: Partial<Answers>) =>
      setAnswers(before => ({ ...before, ...some })),
    preview,
    impossible: whyImpossible(preview.data),
    // What is asked for is what was shown.
    isReady: preview.isSuccess && !preview.isPlaceholderData,
    isPending: create.isPending,
    error: create.error,
    confirm: () =>
      request &&
      create.mutate(withAnswers(request, answers), {
        // What the person saw is not so any more.
        onError: error => isConflict(error) && preview.refetch(),
      }),
    onShow,
  };
}

function isConflict(error: Error): boolean {
  return error instanceof ResponseError && error.statusCode === 409;
}
