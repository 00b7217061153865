import {
  deployment,
  planInput,
  rendered,
  side,
} from './__testUtils__/fixtures';
import { computePlan } from './computePlan';

it('counts no file as another that an overlay of the plan shows', () => {
  const reads = ['apps/_base/deployment.yaml', 'charts/web-app/Chart.yaml'];
  const at = (image: string) =>
    side([rendered([deployment('shop', { image })], { reads })]);
  const { plan } = computePlan(
    planInput(at('shop:1'), at('shop:2'), {
      changedFiles: [
        ...reads,
        'apps/shop/base/service.yaml',
        'apps/shop/overlays/dev/kustomization.yaml',
        'docs/README.md',
      ],
    }),
  );
  expect(plan.otherFiles).toEqual([
    'apps/shop/overlays/dev/kustomization.yaml',
    'docs/README.md',
  ]);
});
