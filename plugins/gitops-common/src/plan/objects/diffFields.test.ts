import type { JsonObject } from '@backstage/types';
import { deployment, object } from '../__testUtils__/fixtures';
import { diffFields } from './diffFields';

const container = 'spec.template.spec.containers[name=backend]';

function diffContainers(before: JsonObject, after: JsonObject) {
  return diffFields(deployment('a', before), deployment('a', after));
}

function diffSpecs(kind: string, before: JsonObject, after: JsonObject) {
  return diffFields(
    object(kind, 'a', { spec: before }),
    object(kind, 'a', { spec: after }),
  );
}

describe('diffFields', () => {
  it('names a field by the keys that Kubernetes merges lists by', () => {
    expect(
      diffContainers(
        {
          image: 'shop:1',
          env: [{ name: 'A', value: '1' }],
          ports: [{ containerPort: 80 }],
          volumeMounts: [{ mountPath: '/a', name: 'x' }],
        },
        {
          image: 'shop:2',
          env: [
            { name: 'A', value: '2' },
            { name: 'B', value: '3' },
          ],
          ports: [
            { containerPort: 80, name: 'http' },
            { containerPort: 80, protocol: 'UDP' },
          ],
          volumeMounts: [{ mountPath: '/a', name: 'y' }],
        },
      ),
    ).toEqual([
      { path: `${container}.image`, before: 'shop:1', after: 'shop:2' },
      { path: `${container}.env[name=A].value`, before: '1', after: '2' },
      { path: `${container}.env[name=B]`, after: { name: 'B', value: '3' } },
      { path: `${container}.ports[containerPort=80].name`, after: 'http' },
      {
        path: `${container}.ports[containerPort=80,protocol=UDP]`,
        after: { containerPort: 80, protocol: 'UDP' },
      },
      {
        path: `${container}.volumeMounts[mountPath=/a].name`,
        before: 'x',
        after: 'y',
      },
    ]);
  });

  it('ignores the order of lists whose items have keys, and heeds it elsewhere', () => {
    const env = [
      { name: 'A', value: '1' },
      { name: 'B', value: '2' },
    ];
    expect(diffContainers({ env }, { env: [...env].reverse() })).toEqual([]);
    expect(diffContainers({ args: ['a', 'b'] }, { args: ['b', 'a'] })).toEqual([
      { path: `${container}.args[0]`, before: 'a', after: 'b' },
      { path: `${container}.args[1]`, before: 'b', after: 'a' },
    ]);
    // Of two variables with one name the last one wins, so here order is meaning.
    const twice = [
      { name: 'A', value: '1' },
      { name: 'A', value: '2' },
    ];
    expect(
      diffContainers({ env: twice }, { env: [...twice].reverse() }),
    ).toHaveLength(2);
  });

  it('ignores what Kubernetes assumes anyway', () => {
    expect(
      diffContainers(
        {
          image: 'shop:1',
          ports: [{ containerPort: 80 }],
          livenessProbe: { httpGet: { path: '/' } },
        },
        {
          image: 'shop:1',
          imagePullPolicy: 'IfNotPresent',
          terminationMessagePath: '/dev/termination-log',
          resources: {},
          env: [],
          ports: [{ containerPort: 80, protocol: 'TCP' }],
          livenessProbe: {
            httpGet: { path: '/', scheme: 'HTTP' },
            periodSeconds: 10,
          },
        },
      ),
    ).toEqual([]);
    expect(
      diffSpecs(
        'Service',
        { ports: [{ port: 80 }] },
        {
          type: 'ClusterIP',
          ports: [{ port: 80, targetPort: 80, protocol: 'TCP' }],
        },
      ),
    ).toEqual([]);
    expect(
      diffFields(
        deployment('a'),
        deployment(
          'a',
          {},
          { replicas: 1, strategy: { type: 'RollingUpdate' } },
          {
            labels: {},
            creationTimestamp: null,
          },
        ),
      ),
    ).toEqual([]);
  });

  it('does not take for a default what is one elsewhere only', () => {
    expect(
      diffContainers(
        { image: 'shop' },
        { image: 'shop', imagePullPolicy: 'IfNotPresent' },
      ),
    ).toHaveLength(1);
    expect(diffSpecs('StatefulSet', {}, { type: 'ClusterIP' })).toHaveLength(1);
    expect(
      diffFields(
        {
          ...object('Deployment', 'a', { spec: {} }),
          apiVersion: 'example.com/v1',
        },
        {
          ...object('Deployment', 'a', { spec: { replicas: 1 } }),
          apiVersion: 'example.com/v1',
        },
      ),
    ).toHaveLength(1);
  });

  it('shows content that comes or goes where emptiness has a meaning', () => {
    const volume = (content: JsonObject) => ({
      volumes: [{ name: 'x', ...content }],
    });
    expect(diffSpecs('Pod', volume({}), volume({ emptyDir: {} }))).toEqual([
      { path: 'spec.volumes[name=x].emptyDir', after: {} },
    ]);
    expect(
      diffSpecs(
        'NetworkPolicy',
        { podSelector: { a: 'b' } },
        { podSelector: {} },
      ),
    ).toEqual([{ path: 'spec.podSelector', before: { a: 'b' }, after: {} }]);
  });

  it('compares quantities by value, and ports strictly', () => {
    const resources = (cpu: string | number, memory: string) => ({
      resources: { requests: { cpu, memory } },
    });
    expect(
      diffContainers(resources('500m', '1Gi'), resources(0.5, '1024Mi')),
    ).toEqual([]);
    expect(
      diffContainers(resources('500m', '1Gi'), resources('501m', '1G')),
    ).toEqual([
      {
        path: `${container}.resources.requests.cpu`,
        before: '500m',
        after: '501m',
      },
      {
        path: `${container}.resources.requests.memory`,
        before: '1Gi',
        after: '1G',
      },
    ]);
    // A text is the name of a port.
    const service = (targetPort: string | number) => ({
      ports: [{ port: 80, targetPort }],
    });
    expect(diffSpecs('Service', service(8080), service('8080'))).toEqual([
      { path: 'spec.ports[port=80].targetPort', before: 8080, after: '8080' },
    ]);
  });

  it("puts names that are no identifiers in brackets, and knows none of JavaScript's own", () => {
    expect(
      diffFields(
        object('ConfigMap', 'a', { data: { 'a.conf': '1' } }),
        object('ConfigMap', 'a', { data: { 'a.conf': '2', constructor: '3' } }),
      ),
    ).toEqual([
      { path: 'data["a.conf"]', before: '1', after: '2' },
      { path: 'data.constructor', after: '3' },
    ]);
  });
});
