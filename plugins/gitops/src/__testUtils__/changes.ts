import type { VersionChange } from '@slipway/plugin-gitops-common';
import { minutesAgo } from './fixtures';

/** Casey's promotion of shop to prod, an hour ago. */
export function makeChange(over: Partial<VersionChange> = {}): VersionChange {
  return {
    id: 'change',
    kind: 'promotion',
    component: 'shop',
    environment: 'prod',
    overlay: 'apps/shop/overlays/prod',
    clusters: ['yc', 'vk'],
    from: '1.4.2',
    to: '1.5.0',
    images: [{ name: 'ghcr.io/acme/shop', tag: '1.5.0' }],
    at: minutesAgo(60),
    by: 'slipway',
    requestedBy: 'user:default/casey',
    commit: 'c'.repeat(40),
    pullRequest: {
      number: 21,
      url: 'http://forge.example/acme/infra-gitops/pull/21',
    },
    results: {},
    ...over,
  };
}
