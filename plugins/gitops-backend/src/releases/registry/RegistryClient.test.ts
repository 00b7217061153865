import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import { guardedRequest } from './guardedRequest';
import { imageLocation } from './imageLocation';
import { RegistryClient } from './RegistryClient';

const digest = `sha256:${'ab'.repeat(32)}`;

describe('a registry', () => {
  const servers: Server[] = [];
  const logger = mockServices.logger.mock();
  const client = new RegistryClient({ logger });

  async function listen(listener: RequestListener) {
    const server = createServer(listener).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  afterEach(() => {
    servers.splice(0).forEach(server => {
      server.close();
      server.closeAllConnections();
    });
  });

  const ask = (host: string, milliseconds = 5_000) =>
    client.digest(
      `${host}/acme/shop`,
      '1.0.0',
      AbortSignal.timeout(milliseconds),
    );

  it('is asked with a token for strangers, where it wants one', async () => {
    const seen: string[] = [];
    const host = await listen((request, response) => {
      seen.push(`${request.method} ${request.url}`);
      if (request.url?.startsWith('/token')) {
        response.end(JSON.stringify({ token: 'for-strangers' }));
      } else if (request.headers.authorization === 'Bearer for-strangers') {
        response.setHeader('docker-content-digest', digest).end();
      } else {
        response
          .writeHead(401, {
            'www-authenticate': `Bearer realm="http://${host}/token",service="registry",scope="repository:acme/other:*"`,
          })
          .end();
      }
    });
    expect(await ask(host)).toBe(digest);
    expect(seen).toEqual([
      'HEAD /v2/acme/shop/manifests/1.0.0',
      'GET /token?service=registry&scope=repository%3Aacme%2Fshop%3Apull',
      'HEAD /v2/acme/shop/manifests/1.0.0',
    ]);
  });

  it('sends nobody to a private address, by redirection or for a token', async () => {
    const visited = jest.fn();
    const inner = await listen((_request, response) => {
      visited();
      response.setHeader('docker-content-digest', digest).end('{"token":"x"}');
    });
    const challenge = (realm: string) =>
      listen((_request, response) => {
        response
          .writeHead(401, { 'www-authenticate': `Bearer realm="${realm}"` })
          .end();
      });
    const redirecting = await listen((_request, response) => {
      response.writeHead(307, { location: `http://${inner}/` }).end();
    });
    for (const host of [
      redirecting,
      await challenge(`http://${inner}/token`),
      await challenge(`https://${inner}/token`),
      await challenge(`https://localhost:${inner.split(':')[1]}/token`),
      await challenge('file:///etc/passwd'),
    ]) {
      expect(await ask(host)).toBeUndefined();
    }
    expect(visited).not.toHaveBeenCalled();
  });

  it.each<[string, RequestListener]>([
    ['no such image', (_, response) => response.writeHead(404).end()],
    ['no digest', (_, response) => response.end()],
    [
      'nonsense for a digest',
      (_, response) => response.setHeader('docker-content-digest', 'x').end(),
    ],
    [
      'nonsense for a token',
      (request, response) =>
        request.method === 'GET'
          ? response.end('<html>')
          : response
              .writeHead(401, {
                'www-authenticate': `Bearer realm="http://${request.headers.host}/t"`,
              })
              .end(),
    ],
    [
      'a token without end',
      (request, response) =>
        request.method === 'GET'
          ? response.end('x'.repeat(300 * 1024))
          : response
              .writeHead(401, {
                'www-authenticate': `Bearer realm="http://${request.headers.host}/t"`,
              })
              .end(),
    ],
  ])('that answers with %s has no digest', async (_what, listener) => {
    expect(await ask(await listen(listener))).toBeUndefined();
  });

  it('that hangs or is away has none, in time', async () => {
    expect(await ask(await listen(() => {}), 100)).toBeUndefined();
    expect(await ask('127.0.0.1:9')).toBeUndefined();
    expect(logger.info).toHaveBeenCalledWith(
      expect.stringContaining('127.0.0.1:9/acme/shop could not be asked'),
    );
  });
});

it.each([
  ['ghcr.io/acme/shop', 'https://ghcr.io', 'acme/shop'],
  ['localhost:5000/acme/shop', 'http://localhost:5000', 'acme/shop'],
  [
    'registry.example.com:8443/a/b/c',
    'https://registry.example.com:8443',
    'a/b/c',
  ],
  ['acme/shop', 'https://registry-1.docker.io', 'acme/shop'],
  ['docker.io/nginx', 'https://registry-1.docker.io', 'library/nginx'],
  ['nginx', 'https://registry-1.docker.io', 'library/nginx'],
])('finds %s', (name, origin, repository) => {
  expect(imageLocation(name)).toEqual({ origin, repository });
});

it.each([
  'ghcr.io/acme/../shop',
  'ghcr.io/Acme/shop',
  'ghcr.io/',
  'user@ghcr.io/acme/shop',
  'ghcr.io:x/acme/shop',
  'ghcr.io/acme/shop?x',
  '',
])('has no place for %j', name => {
  expect(imageLocation(name)).toBeUndefined();
});

it.each([
  ['http://169.254.169.254/latest', 'network'],
  ['http://[fe80::1]/', 'network'],
  ['http://[::ffff:169.254.169.254]/', 'network'],
  ['http://0.0.0.0/', 'network'],
  ['http://10.0.0.1/', 'public'],
  ['http://127.0.0.1/', 'public'],
  ['http://[::1]/', 'public'],
  ['http://localhost/', 'public'],
] as const)('does not go to %s of the %s', async (url, reach) => {
  await expect(
    guardedRequest(new URL(url), {
      method: 'GET',
      reach,
      signal: AbortSignal.timeout(5_000),
    }),
  ).rejects.toThrow('is no address to ask for an image');
});
