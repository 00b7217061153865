import type { OverlayClaims } from '../input';
import { object, rendered } from '../__testUtils__/fixtures';
import { claimsOf } from './claims';
import { findCollisions } from './collisions';

function claims(
  component: string,
  rest: Partial<OverlayClaims> & { environment?: string } = {},
): OverlayClaims {
  const { environment = 'prod', ...others } = rest;
  return {
    overlay: { component, environment },
    clusters: ['yc'],
    hosts: [],
    namespaces: [],
    ...others,
  };
}

const host = { hosts: ['a.example.com'] };
const namespace = { namespaces: ['a'] };
const none = new Map<string, OverlayClaims>();

describe('findCollisions', () => {
  it.each([
    ['a host of another component', claims('till', host), host, 1],
    [
      'a host of the same component elsewhere',
      claims('shop', { ...host, environment: 'dev' }),
      host,
      1,
    ],
    [
      'a host of the same component and environment',
      claims('shop', { ...host, clusters: ['vk'] }),
      host,
      0,
    ],
    [
      'a namespace of another component',
      claims('till', namespace),
      namespace,
      1,
    ],
    [
      'a namespace on another cluster',
      claims('till', { ...namespace, clusters: ['vk'] }),
      namespace,
      0,
    ],
    ['nothing', claims('till'), host, 0],
  ])('sees who has %s', (_what, other, wanted, count) => {
    const one = claims('shop', wanted);
    expect(findCollisions([one], none, [other])).toHaveLength(count);
    expect(findCollisions([one, other], none, [])).toHaveLength(count);
  });

  it('leaves out what collided before', () => {
    const [one, other] = [claims('shop', host), claims('till', host)];
    const before = new Map([
      ['apps/shop/overlays/prod', one],
      ['apps/till/overlays/prod', other],
    ]);
    expect(findCollisions([one], before, [other])).toEqual([]);
    expect(findCollisions([one, other], before, [])).toEqual([]);
    before.delete('apps/till/overlays/prod');
    expect(findCollisions([one, other], before, [])).toHaveLength(1);
  });
});

describe('claimsOf', () => {
  it('reads hosts of Ingresses and routes, and namespaces', () => {
    const route = {
      ...object('HTTPRoute', 'r', { spec: { hostnames: ['B.example.com.'] } }),
      apiVersion: 'gateway.networking.k8s.io/v1',
    };
    expect(
      claimsOf(
        rendered([
          object('Ingress', 'i', {
            spec: { rules: [{ host: 'a.example.com' }, {}, 'x'] },
          }),
          route,
          { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'made' } },
        ]),
      ),
    ).toMatchObject({
      hosts: ['a.example.com', 'b.example.com'],
      namespaces: ['made', 'shop-prod'],
    });
  });
});
