import { planInput, rendered, side } from '../__testUtils__/fixtures';
import { computePlan } from '../computePlan';
import { kubernetesObjects } from './kubernetesObjects';
import type { KubernetesObject } from './KubernetesObject';

const HOSTILE = [
  null,
  'x',
  [],
  {},
  { kind: 1, apiVersion: null, metadata: 'x' },
  {
    kind: 'Secret',
    apiVersion: 'v1',
    metadata: { name: 'a', namespace: 5, annotations: [] },
    data: 'x',
  },
  {
    kind: 'Deployment',
    apiVersion: 'apps/v1',
    metadata: { name: 'a' },
    spec: { replicas: -1e300, template: [] },
  },
  {
    kind: 'Ingress',
    apiVersion: 'networking.k8s.io/v1',
    metadata: { name: 'a' },
    spec: { rules: { host: 1 } },
  },
  {
    kind: 'List',
    apiVersion: 'v1',
    items: [null, { kind: 'ConfigMap', metadata: { generateName: 'job-' } }],
  },
];

describe('kubernetesObjects', () => {
  it('takes lists apart and gives everything an identity', () => {
    expect(
      kubernetesObjects(HOSTILE).map(
        ({ kind, metadata }) => `${kind} ${metadata.name}`,
      ),
    ).toEqual([
      'object unnamed',
      'object unnamed',
      'Secret a',
      'Deployment a',
      'Ingress a',
      'ConfigMap job-',
    ]);
  });

  it('lets a plan be made of whatever was rendered', () => {
    const objects = HOSTILE as unknown as KubernetesObject[];
    for (const [before, after] of [
      [objects, []],
      [[], objects],
      [objects, objects],
    ]) {
      const input = planInput(
        side([rendered(before)]),
        side([rendered(after)]),
      );
      expect(computePlan(input).plan.createdAt).toBeDefined();
    }
  });
});
