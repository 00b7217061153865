import type { VersionChange } from '../versionChange';

/** A promotion of shop to prod, which runs on yc and vk. */
export function change(
  facts: Partial<VersionChange> & Pick<VersionChange, 'at'>,
): VersionChange {
  const to = facts.to ?? '1.5.0';
  return {
    id: `${facts.at}:apps/shop/overlays/prod`,
    kind: 'promotion',
    component: 'shop',
    environment: 'prod',
    overlay: 'apps/shop/overlays/prod',
    clusters: ['yc', 'vk'],
    from: '1.4.2',
    to,
    images: [{ name: 'ghcr.io/acme/shop', tag: to }],
    by: 'slipway',
    commit: 'a'.repeat(40),
    results: {},
    ...facts,
  };
}

/** Healthy on both clusters at a time. */
export function healthy(at: string): VersionChange['results'] {
  return { yc: { healthyAt: at }, vk: { healthyAt: at } };
}
