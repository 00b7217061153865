import { hostsOf } from './hosts';

const object = (apiVersion: string, kind: string, spec: object) => ({
  apiVersion,
  kind,
  metadata: { name: 'shop', namespace: 'shop-prod' },
  spec: JSON.parse(JSON.stringify(spec)),
});

const route = (match: unknown, kind = 'IngressRoute') =>
  object('traefik.io/v1alpha1', kind, { routes: [{ match }] });

describe('hostsOf', () => {
  it('reads Ingresses, and routes of the Gateway API', () => {
    const gateway = (kind: string, spec: object) =>
      object('gateway.networking.k8s.io/v1', kind, spec);
    expect(
      hostsOf([
        object('networking.k8s.io/v1', 'Ingress', {
          rules: [{ host: 'b.example.com.' }, {}],
        }),
        gateway('HTTPRoute', { hostnames: ['A.example.com'] }),
        gateway('TLSRoute', { hostnames: ['tls.example.com'] }),
        object('example.com/v1', 'HTTPRoute', { hostnames: ['no.example'] }),
      ]),
    ).toEqual(['a.example.com', 'b.example.com', 'tls.example.com']);
  });

  it.each([
    ['Host(`a.example.com`)', ['a.example.com']],
    ['Host(`A.example.com`) && PathPrefix(`/Host(`)', ['a.example.com']],
    [
      'Host(`a.example`,`b.example`) || host("c.example")',
      ['a.example', 'b.example', 'c.example'],
    ],
    ['(Host ( "\\u0061.example" ))', ['a.example']],
    ['HostHeader(`a.example`)', ['a.example']],
    ['!Host(`a.example`) && Path(`/`)', []],
    ['HostRegexp(`^.+$`) && ClientIP(`10.0.0.1`)', []],
    ["Header(`X`, `Host('a')`)", []],
    [7, []],
  ])('reads the rule %s of Traefik', (match, hosts) => {
    expect(hostsOf([route(match)])).toEqual(hosts);
  });

  it('reads names of TLS, of which * is none', () => {
    expect(
      hostsOf([
        route('HostSNI(`db.example.com`)', 'IngressRouteTCP'),
        route('HostSNI(`*`)', 'IngressRouteTCP'),
        object('traefik.containo.us/v1alpha1', 'IngressRoute', {
          routes: [{ match: 'Host(`old.example.com`)' }, 'no route'],
        }),
        object('example.com/v1', 'IngressRoute', {
          routes: [{ match: 'Host(`no.example.com`)' }],
        }),
      ]),
    ).toEqual(['db.example.com', 'old.example.com']);
  });
});
