import { parseEnvironments } from '../environments/parseEnvironments';
import {
  clustersOfOverlay,
  overlayForCluster,
  overlayPath,
  parseOverlayName,
  releaseFile,
} from './overlays';

const environments = parseEnvironments(`apiVersion: slipway.dev/v1alpha1
kind: Environments
environments:
  - { name: dev, clusters: [yc] }
  - { name: prod, clusters: [yc, vk] }
clusters: [{ name: yc }, { name: vk }]
`);
const [, prod] = environments.environments;

it('lays overlays out by component, environment and cluster', () => {
  expect(overlayPath({ component: 'shop', environment: 'prod' })).toBe(
    'apps/shop/overlays/prod',
  );
  const own = { component: 'shop', environment: 'prod', cluster: 'vk' };
  expect(releaseFile(own, 'kustomize')).toBe(
    'apps/shop/overlays/prod-vk/release/kustomization.yaml',
  );
  expect(releaseFile(own, 'helm')).toBe(
    'apps/shop/overlays/prod-vk/release/release.yaml',
  );
});

it.each([
  ['dev', { component: 'shop', environment: 'dev' }],
  ['prod-vk', { component: 'shop', environment: 'prod', cluster: 'vk' }],
  ['dev-vk', undefined],
  ['qa', undefined],
])('reads the directory name %s', (name, overlay) => {
  expect(parseOverlayName(environments, 'shop', name)).toEqual(overlay);
});

it('gives a cluster its own overlay rather than the common one, never both', () => {
  const names = ['prod', 'prod-vk'];
  expect(overlayForCluster('shop', prod, 'vk', names)?.cluster).toBe('vk');
  expect(overlayForCluster('shop', prod, 'yc', names)).toEqual({
    component: 'shop',
    environment: 'prod',
  });
  expect(overlayForCluster('shop', prod, 'yc', ['prod-vk'])).toBeUndefined();
  const common = { component: 'shop', environment: 'prod' };
  expect(clustersOfOverlay(prod, common, names)).toEqual(['yc']);
  expect(clustersOfOverlay(prod, { ...common, cluster: 'vk' }, names)).toEqual([
    'vk',
  ]);
  expect(clustersOfOverlay(prod, common, ['prod'])).toEqual(['yc', 'vk']);
});
