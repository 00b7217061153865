import type { JsonObject } from '@backstage/types';
import {
  deployment,
  object,
  planInput,
  rendered,
  side,
} from '../__testUtils__/fixtures';
import { computePlan } from '../computePlan';
import type { KubernetesObject } from '../objects/KubernetesObject';
import { driftedObjects } from './driftedObjects';
import { type DriftReport, withDrift } from './withDrift';

const path = 'apps/shop/overlays/prod';
const image = 'spec.template.spec.containers[name=backend].image';

const drift = (live: KubernetesObject, expected: KubernetesObject) =>
  driftedObjects([{ live, expected }]);

/** What a plan of prod says of one cluster. */
function planned(
  before: KubernetesObject[],
  after: KubernetesObject[],
  report: DriftReport,
) {
  const { plan } = computePlan(
    planInput(side([rendered(before)]), side([rendered(after)])),
  );
  const shown = withDrift(plan, new Map([[path, new Map([['yc', report]])]]));
  return {
    plan,
    shown,
    drift: shown.overlays[0].drift?.yc,
  };
}

describe('drift of live objects', () => {
  it('is what applying would put back, by field', () => {
    const at = (name: string, replicas: number) =>
      deployment('shop', { image: name }, { replicas });
    expect(drift(at('shop:hand', 2), at('shop:1', 2))).toEqual([
      {
        id: 'apps/Deployment/shop-prod/shop',
        fields: [{ path: image, before: 'shop:hand', after: 'shop:1' }],
      },
    ]);
  });

  it.each<[string, JsonObject, JsonObject]>([
    ['status', { status: { replicas: 2 } }, {}],
    [
      'what the API server keeps about an object',
      {
        metadata: {
          name: 'shop',
          generation: 4,
          managedFields: [{ manager: 'kubectl' }],
          resourceVersion: '7',
        },
      },
      { metadata: { name: 'shop' } },
    ],
    [
      'the marks of Argo CD and of Kubernetes',
      {
        metadata: {
          name: 'shop',
          labels: { 'app.kubernetes.io/instance': 'shop-prod' },
          annotations: {
            'argocd.argoproj.io/tracking-id': 'shop-prod:apps/Deployment:shop',
            'deployment.kubernetes.io/revision': '3',
          },
        },
      },
      {
        metadata: {
          name: 'shop',
          labels: { 'app.kubernetes.io/instance': 'shop' },
        },
      },
    ],
    [
      'a default',
      { spec: { revisionHistoryLimit: 10, paused: false } },
      { spec: { paused: false } },
    ],
    [
      'another way to write a quantity',
      { spec: { resources: { limits: { cpu: '1000m' } } } },
      { spec: { resources: { limits: { cpu: 1 } } } },
    ],
  ])('is not %s', (_what, live, expected) => {
    const [one, other] = [live, expected].map(content => ({
      ...deployment('shop'),
      ...content,
    }));
    expect(drift(one as KubernetesObject, other as KubernetesObject)).toEqual(
      [],
    );
  });

  it('is not the number of replicas where an autoscaler sets it', () => {
    const scaler = object('HorizontalPodAutoscaler', 'shop', {
      spec: {
        scaleTargetRef: {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          name: 'a',
        },
      },
    });
    const scaled = (name: string) => ({
      live: deployment(name, {}, { replicas: 5 }),
      expected: deployment(name, {}, { replicas: 2 }),
    });
    expect(
      driftedObjects([
        { live: scaler, expected: scaler },
        scaled('a'),
        scaled('b'),
      ]).map(({ id }) => id),
    ).toEqual(['apps/Deployment/shop-prod/b']);
  });

  it('is never read from a Secret', () => {
    const secret = (value: string) =>
      object('Secret', 'db', { data: { password: value } });
    expect(drift(secret('YQ=='), secret('Yg=='))).toEqual([]);
  });
});

describe('a plan with drift', () => {
  const base = [deployment('shop'), object('ConfigMap', 'shop')];
  const head = [
    deployment('shop', { image: 'shop:2' }),
    object('ConfigMap', 'shop'),
  ];
  const byHand = (name: string, fields: object = {}) =>
    drift(deployment('shop', { image: name, ...fields }), base[0]);

  it('says what the merge makes of what was changed, also of what it leaves alone', () => {
    const config = object('ConfigMap', 'shop', { data: { a: 'by hand' } });
    const drifted = [...byHand('shop:hand'), ...drift(config, base[1])];
    const { shown, plan, drift: found } = planned(base, head, { drifted });
    expect(found).toEqual({
      objects: [
        {
          id: 'apps/Deployment/shop-prod/shop',
          fields: [{ path: image, before: 'shop:hand', after: 'shop:2' }],
        },
        {
          id: '/ConfigMap/shop-prod/shop',
          fields: [{ path: 'data', before: { a: 'by hand' } }],
        },
      ],
    });
    expect(shown.verdict).toEqual({
      level: 'attention',
      reasons: [
        ...plan.verdict.reasons,
        {
          level: 'attention',
          kind: 'drift',
          message:
            'overwrites what differs from Git on the cluster itself in 2 objects of shop in prod on yc',
          overlay: path,
        },
      ],
    });
    expect(plan.overlays[0]).not.toHaveProperty('drift');
  });

  it('does not count what is on the cluster already, nor objects that go', () => {
    const drifted = byHand('shop:2');
    expect(planned(base, head, { drifted }).drift).toEqual({ objects: [] });
    const gone = byHand('shop:hand');
    expect(planned(base, [head[1]], { drifted: gone }).drift).toEqual({
      objects: [],
    });
  });

  it('follows a field into what the merge adds to it, or takes away with it', () => {
    const env = (value: string) => ({ env: [{ name: 'A', value }] });
    const at = 'spec.template.spec.containers[name=backend].env[name=A]';
    const was = [deployment('shop', env('1'))];
    const removed = drift(deployment('shop', { env: [] }), was[0]);
    expect(
      planned(was, [deployment('shop', env('2'))], { drifted: removed }).drift
        ?.objects[0].fields,
    ).toEqual([{ path: `${at}.value`, after: '2' }]);
    const edited = drift(deployment('shop', env('hand')), was[0]);
    expect(
      planned(was, [deployment('shop')], { drifted: edited }).drift?.objects[0]
        .fields,
    ).toEqual([{ path: `${at}.value`, before: 'hand' }]);
  });

  it('knows an object that leaves its namespace to the Application', () => {
    const bare = (name: string) =>
      deployment('shop', { image: name }, {}, { namespace: undefined });
    expect(
      planned([bare('shop:1')], [bare('shop:2')], {
        drifted: byHand('shop:hand'),
      }).drift?.objects,
    ).toEqual([
      {
        id: 'apps/Deployment//shop',
        fields: [{ path: image, before: 'shop:hand', after: 'shop:2' }],
      },
    ]);
  });

  it('says that drift is not known, without making anything of it', () => {
    const {
      shown,
      plan,
      drift: found,
    } = planned(base, head, {
      unknown: 'Argo CD of yc is not reachable',
    });
    expect(found).toEqual({
      unknown: 'Argo CD of yc is not reachable',
      objects: [],
    });
    expect(shown.verdict).toEqual(plan.verdict);
  });
});
