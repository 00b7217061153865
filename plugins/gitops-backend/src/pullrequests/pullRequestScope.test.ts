import { parseEnvironments } from '@slipway/plugin-gitops-common';
import { GITOPS_FILES } from '../testing/GitFixture';
import { pullRequestScope } from './pullRequestScope';

const environments = parseEnvironments(GITOPS_FILES['environments.yaml']);

it.each([
  [
    'the files',
    'promote',
    [
      'apps/shop/overlays/prod-vk/release/kustomization.yaml',
      'apps/shop/overlays/dev/kustomization.yaml',
      'apps/cart/base/deployment.yaml',
      'clusters/yc/projects/team-shop.yaml',
      'apps/README.md',
    ],
    { components: ['cart', 'shop'], environments: ['dev', 'prod'] },
  ],
  [
    'the branch, while the files are not known',
    'slipway/create-shop',
    undefined,
    { components: ['shop'], environments: [] },
  ],
  [
    'nothing, for a branch of a fork',
    'mallory:slipway/create-shop',
    [],
    { components: [], environments: [] },
  ],
  [
    'no environment that does not exist',
    'x',
    ['apps/shop/overlays/qa/kustomization.yaml'],
    { components: ['shop'], environments: [] },
  ],
])('tells what it is about by %s', (_what, branch, paths, scope) => {
  expect(pullRequestScope(branch, paths, environments)).toEqual(scope);
});
