import type { Promotion, PromotionPart } from '@slipway/plugin-gitops-common';

/** A part that promotes a component to prod. */
export function part(
  component: string,
  to: string = '1.5.0',
  facts: Partial<PromotionPart> = {},
): PromotionPart {
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
  const id = facts.id ?? 'p1';
  return {
    id,
    kind: 'promotion',
    environment: 'prod',
    parts: [part('shop')],
    state: 'requested',
    direct: false,
    hotfix: false,
    requestedBy: 'user:default/anna',
    requestedAt: '2026-11-20T10:00:00.000Z',
    branch: `slipway/promote-shop.prod.${id}`,
    history: [{ state: 'requested', at: '2026-11-20T10:00:00.000Z' }],
    ...facts,
  };
}

/** A request as people make it: to prod for a pull request, or to dev, which merges by itself. */
export function wantedPromotion(
  component: string,
  facts: Partial<Promotion> = {},
): Promotion {
  const { direct = false, kind = 'promotion' } = facts;
  const environment = direct ? 'dev' : 'prod';
  const overlay = `apps/${component}/overlays/${environment}`;
  const to = kind === 'rollback' ? '1.4.1' : '9.9.9';
  const id = `${kind}-${component}`;
  return promotion({
    id,
    environment,
    parts: [part(component, to, { overlay })],
    branch: `slipway/promote-${component}.${environment}.${id}`,
    ...facts,
  });
}
