import {
  promotionRequestSchema,
  type PromotionRequest,
} from '@slipway/plugin-gitops-common';

/** What is to come where; what is not chosen yet is undefined. */
export interface Wish {
  kind: 'promotion' | 'rollback';
  component: string;
  environment: string;
  source?: string;
  version?: string;
  clusters?: readonly string[];
}

/** What a person says about a request, besides what it does. */
export interface Answers {
  reason: string;
  hotfix: boolean;
  /** Why it may go on in a freeze; empty if it need not. */
  exception: string;
}

/** What a wish asks for, or undefined while it asks for nothing that can be. */
export function requestOf(wish: Wish): PromotionRequest | undefined {
  const { kind, component, environment, source, version, clusters } = wish;
  const parsed = promotionRequestSchema.safeParse({
    kind,
    environment,
    ...(source && { source }),
    parts: [{ component, version, ...(clusters && { clusters }) }],
  });
  return parsed.success ? parsed.data : undefined;
}

/** A request with what the person said about it. */
export function withAnswers(
  request: PromotionRequest,
  answers: Answers,
): PromotionRequest {
  const [reason, exception] = [answers.reason.trim(), answers.exception.trim()];
  return {
    ...request,
    hotfix: answers.hotfix,
    ...(reason && { reason }),
    ...(exception && { exception: { reason: exception } }),
  };
}

/** The same without words that change nothing about what it does, so that typing asks nothing. */
export function previewOf(
  request: PromotionRequest,
  { hotfix, exception }: Answers,
): PromotionRequest {
  const given = 'As given when it is asked for';
  return withAnswers(request, {
    reason: '',
    hotfix,
    exception: exception.trim() && given,
  });
}
