import { parseEnvironments } from '@slipway/plugin-gitops-common';
import { namespaceCollision } from './namespaceCollision';

const environments = parseEnvironments(
  [
    'apiVersion: slipway.dev/v1alpha1',
    'kind: Environments',
    'environments:',
    '  - { name: prod, clusters: [yc] }',
    '  - { name: eu-prod, clusters: [vk] }',
    'clusters: [{ name: yc }, { name: vk }]',
  ].join('\n'),
);

it('finds the namespace that two pairs of names have in common', () => {
  expect(
    namespaceCollision(
      environments,
      'shop-eu',
      new Map([['shop', ['eu-prod']]]),
    ),
  ).toEqual({ namespace: 'shop-eu-prod', component: 'shop' });
  expect(
    namespaceCollision(
      environments,
      'shop-eu',
      new Map([['shop', ['eu-prod-vk']]]),
    ),
  ).toMatchObject({ component: 'shop' });
});

it('finds none where the other is not in that environment, or is the component itself', () => {
  const others = new Map([
    ['shop', ['prod']],
    ['shop-eu', ['prod', 'eu-prod']],
    ['odd', ['no-environment']],
  ]);
  expect(namespaceCollision(environments, 'shop-eu', others)).toBeUndefined();
});
