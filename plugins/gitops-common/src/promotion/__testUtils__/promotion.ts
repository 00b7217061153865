import type { Promotion, PromotionPart } from '../promotion';

/** A part that promotes a component to prod. */
export function part(
  component: string,
  facts: Partial<PromotionPart> = {},
): PromotionPart {
  const to = facts.to ?? '1.5.0';
  return {
    component,
    overlay: `apps/${component}/overlays/prod`,
    clusters: ['yc', 'vk'],
    from: '1.4.2',
    to,
    images: [{ name: `ghcr.io/acme/${component}`, tag: to }],
    ...facts,
  };
}

/** A promotion of shop to prod, just requested. */
export function promotion(facts: Partial<Promotion> = {}): Promotion {
  return {
    id: 'p1',
    kind: 'promotion',
    environment: 'prod',
    source: 'dev',
    parts: [part('shop')],
    state: 'requested',
    direct: false,
    hotfix: false,
    requestedBy: 'user:default/anna',
    requestedAt: '2026-11-20T10:00:00Z',
    branch: 'slipway/promote-shop.prod',
    history: [{ state: 'requested', at: '2026-11-20T10:00:00Z' }],
    ...facts,
  };
}
