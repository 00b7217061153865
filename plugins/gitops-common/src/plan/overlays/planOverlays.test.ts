import {
  deployment,
  environments,
  planInput,
  rendered,
  side,
} from '../__testUtils__/fixtures';
import { computePlan } from '../computePlan';

const objects = [deployment('shop')];
const shop = 'apps/shop/overlays/prod';

describe('a plan of overlays', () => {
  it('takes the namespace of the Application for said where an object does not say it', () => {
    const bare = deployment('shop', {}, {}, { namespace: undefined });
    const at = (image: string, namespace: string) =>
      deployment('shop', { image }, {}, { namespace });
    const changes = (before: typeof bare, after: typeof bare) =>
      computePlan(
        planInput(side([rendered([before])]), side([rendered([after])])),
      ).plan.overlays.flatMap(one => one.objects.map(({ change }) => change));
    expect(changes(bare, at('shop:1', 'shop-prod'))).toEqual([]);
    expect(changes(at('shop:1', 'shop-prod'), bare)).toEqual([]);
    expect(changes(bare, at('shop:2', 'shop-prod'))).toEqual(['changed']);
    expect(changes(bare, at('shop:1', 'elsewhere'))).toEqual([
      'added',
      'pruned',
    ]);
  });

  it('follows an Application from one overlay to another on a cluster', () => {
    const before = side([rendered(objects)]);
    const own = rendered([deployment('shop', { image: 'shop:2' })], {
      overlay: { cluster: 'vk' },
      clusters: ['vk'],
    });
    const after = side([rendered(objects, { clusters: ['yc'] }), own]);
    const there = computePlan(planInput(before, after)).plan;
    expect(there.overlays).toMatchObject([
      { path: shop, clusters: ['yc'], clustersRemoved: [], objects: [] },
      {
        path: `${shop}-vk`,
        change: 'added',
        objects: [{ change: 'changed', fields: [{ after: 'shop:2' }] }],
      },
    ]);
    expect(there.verdict.reasons.map(one => one.message)).toEqual([
      `shop-prod comes from another overlay on some cluster: ${shop} is for yc, ${shop}-vk is for vk`,
    ]);
    const back = computePlan(planInput(after, before)).plan;
    expect(back.overlays[1]).toMatchObject({ change: 'removed', objects: [] });
    expect(back.verdict.reasons.map(one => one.kind)).toEqual(['blast-radius']);
  });

  it('sees Applications come and go with the clusters of an environment', () => {
    const edited = structuredClone(environments);
    edited.environments[1].clusters = ['vk'];
    const { plan } = computePlan(
      planInput(
        side([rendered(objects)]),
        side([rendered(objects, { clusters: ['vk'] })], {
          environments: edited,
        }),
      ),
    );
    expect(plan.overlays).toMatchObject([
      { change: 'changed', clusters: ['vk'], clustersRemoved: ['yc'] },
    ]);
    expect(plan.verdict.reasons.map(one => one.message)).toEqual([
      'removes shop from prod on yc',
      'environments.yaml: prod leaves yc',
    ]);
  });
});
