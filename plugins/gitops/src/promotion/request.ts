import {
  promotionRequestSchema,
  type PromotionRequest,
} from '@slipway/plugin-gitops-common';

/** The answers of a form. */
export interface Wish {
  kind: 'promotion' | 'rollback';
  component: string;
  environment: string;
  source?: string;
  version?: string;
  clusters?: readonly string[];
  reason: string;
  hotfix: boolean;
  /** Why it may go on in a freeze; empty if it need not. */
  exception: string;
}

/** What the answers ask for, or undefined while they ask for nothing that can be. */
export function requestOf(wish: Wish): PromotionRequest | undefined {
  const { kind, component, environment, source, version, clusters } = wish;
  const [reason, exception] = [wish.reason.trim(), wish.exception.trim()];
  const parsed = promotionRequestSchema.safeParse({
    kind,
    environment,
    ...(source && { source }),
    parts: [{ component, version, ...(clusters && { clusters }) }],
    hotfix: wish.hotfix,
    ...(reason && { reason }),
    ...(exception && { exception: { reason: exception } }),
  });
  return parsed.success ? parsed.data : undefined;
}

/** The same request without words that change nothing about what it does, so that typing asks nothing. */
export function previewOf(
  request: PromotionRequest | undefined,
): PromotionRequest | undefined {
  if (!request) {
    return undefined;
  }
  const { reason, exception, ...rest } = request;
  return {
    ...rest,
    ...(exception && {
      exception: { reason: 'As given when it is asked for' },
    }),
  };
}
