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

  it("shows what a merge would overwrite on a cluster, and nothing that is the cluster's own", () => {
    const at = (image: string, replicas: number) =>
      deployment(
        'shop',
        { image, env: [{ name: 'A', value: '1' }] },
        { replicas },
      );
    const live = {
      ...deployment(
        'shop',
        {
          image: 'shop:hand',
          env: [
            { name: 'A', value: '1' },
            { name: 'INJECTED', value: '2' },
          ],
        },
        { replicas: 3, paused: false },
      ),
      status: { replicas: 3 },
    };
    const { plan } = computePlan(
      planInput(
        side([rendered([at('shop:1', 2)])]),
        side([rendered([at('shop:2', 3)])]),
        {
          live: new Map([
            [
              shop,
              new Map([
                ['yc', { objects: [live] }],
                ['vk', { unknown: 'is out of reach' }],
              ]),
            ],
          ]),
        },
      ),
    );
    expect(plan.overlays[0].drift).toEqual({
      yc: {
        objects: [
          {
            id: 'apps/Deployment/shop-prod/shop',
            fields: [
              {
                path: 'spec.template.spec.containers[name=backend].image',
                before: 'shop:hand',
                after: 'shop:2',
              },
            ],
          },
        ],
      },
      vk: { unknown: 'is out of reach', objects: [] },
    });
    expect(plan.verdict.reasons.map(one => one.message)).toEqual([
      'overwrites what was changed on the cluster itself in 1 object of shop in prod on yc',
    ]);
  });
});
