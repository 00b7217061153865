import type { VersionChange } from '@slipway/plugin-gitops-common';

/** A promotion of a component, shop unless it says so, to prod on two clusters. */
export function versionChange(
  facts: Partial<VersionChange> & Pick<VersionChange, 'at'>,
): VersionChange {
  const {
    component = 'shop',
    environment = 'prod',
    commit = 'a'.repeat(40),
  } = facts;
  const overlay = `apps/${component}/overlays/${environment}`;
  return {
    id: `${commit}:${overlay}`,
    kind: 'promotion',
    component,
    environment,
    overlay,
    clusters: ['yc', 'vk'],
    from: '1.4.2',
    to: '1.5.0',
    images: [{ name: `ghcr.io/acme/${component}`, tag: '1.5.0' }],
    by: 'slipway',
    commit,
    results: {},
    ...facts,
  };
}
