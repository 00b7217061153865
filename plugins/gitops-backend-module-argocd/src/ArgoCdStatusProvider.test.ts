import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ArgoCdStatusProvider } from './ArgoCdStatusProvider';

const TOKEN = 'token-of-the-portal';

const application = {
  metadata: {
    name: 'shop-prod',
    namespace: 'argocd',
    labels: {
      'slipway.dev/component': 'shop',
      'slipway.dev/environment': 'prod',
      'slipway.dev/cluster': 'yc',
    },
    managedFields: [],
  },
  spec: { project: 'team-shop' },
  status: {
    sync: { status: 'Synced', revision: '4f1c', comparedTo: {} },
    health: { status: 'Healthy', lastTransitionTime: '2026-11-21T10:00:00Z' },
    summary: { images: ['ghcr.io/acme/shop:1.4.2'], externalURLs: ['x'] },
    reconciledAt: '2026-11-21T10:01:00Z',
    operationState: {
      phase: 'Succeeded',
      message: 'successfully synced (all tasks run)',
      startedAt: '2026-11-21T10:00:00Z',
      finishedAt: '2026-11-21T10:00:05Z',
    },
  },
};

describe('ArgoCdStatusProvider', () => {
  let server: Server | undefined;

  afterEach(
    () =>
      new Promise<void>(resolve => {
        if (!server) {
          resolve();
          return;
        }
        server.close(() => resolve());
        server.closeAllConnections();
        server = undefined;
      }),
  );

  async function provider(listener: RequestListener, webUrl?: string) {
    const started = createServer(listener);
    server = started;
    await new Promise<void>(resolve => {
      started.listen(0, '127.0.0.1', resolve);
    });
    const { port } = started.address() as AddressInfo;
    return new ArgoCdStatusProvider({
      cluster: 'yc',
      url: `http://127.0.0.1:${port}`,
      webUrl,
      token: TOKEN,
    });
  }

  const read = (one: ArgoCdStatusProvider, timeoutMs: number = 5_000) =>
    one.readApplications({ signal: AbortSignal.timeout(timeoutMs) });

  async function failure(one: ArgoCdStatusProvider, timeoutMs?: number) {
    try {
      await read(one, timeoutMs);
    } catch (error) {
      expect(String(error)).not.toContain(TOKEN);
      return error;
    }
    throw new Error('it did not fail');
  }

  const reply =
    (body: unknown): RequestListener =>
    (_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(body));
    };

  it('asks for the Applications of components, with its token', async () => {
    const seen: string[] = [];
    const one = await provider((request, response) => {
      seen.push(request.url ?? '', request.headers.authorization ?? '');
      reply({ items: [application] })(request, response);
    }, 'https://argocd.example.com');
    expect(await read(one)).toEqual([
      {
        name: 'shop-prod',
        component: 'shop',
        environment: 'prod',
        sync: 'Synced',
        health: 'Healthy',
        revision: '4f1c',
        images: ['ghcr.io/acme/shop:1.4.2'],
        operation: 'Succeeded',
        lastSyncedAt: '2026-11-21T10:00:05Z',
        message: undefined,
        url: 'https://argocd.example.com/applications/argocd/shop-prod',
      },
    ]);
    expect(seen).toEqual([
      '/api/v1/applications?selector=slipway.dev%2Fcomponent',
      `Bearer ${TOKEN}`,
    ]);
  });

  it('takes what is missing or new for unknown, never for good', async () => {
    const { metadata } = application;
    const one = await provider(
      reply({
        items: [
          { metadata },
          {
            metadata,
            status: {
              sync: { status: 'Hydrating' },
              health: { status: 'Splendid' },
              operationState: { phase: 'Paused' },
            },
          },
          { metadata: { name: 'not-ours', labels: null } },
        ],
      }),
    );
    const applications = await read(one);
    expect(applications).toHaveLength(2);
    for (const found of applications) {
      expect(found).toMatchObject({ sync: 'Unknown', health: 'Unknown' });
      expect(found.operation).toBeUndefined();
    }
  });

  it('passes on why something is wrong, the cause first', async () => {
    const { metadata, status } = application;
    const failed = { phase: 'Failed', message: 'one or more objects failed' };
    const conditions = [
      { type: 'OrphanedResourceWarning', message: 'never mind' },
      { type: 'ComparisonError', message: 'x'.repeat(2_000) },
    ];
    const one = await provider(
      reply({
        items: [
          {
            metadata,
            status: { ...status, conditions, operationState: failed },
          },
          { metadata, status: { ...status, operationState: failed } },
          {
            metadata,
            status: {
              ...status,
              health: { status: 'Degraded', message: 'back-off' },
            },
          },
        ],
      }),
    );
    expect((await read(one)).map(({ message }) => message)).toEqual([
      'x'.repeat(500),
      'one or more objects failed',
      'back-off',
    ]);
  });

  it('has nothing if Argo CD has nothing', async () => {
    expect(await read(await provider(reply({ items: null })))).toEqual([]);
  });

  it.each([401, 403])('is refused with %s', async status => {
    const one = await provider((_request, response) => {
      response.writeHead(status).end(`token ${TOKEN} is expired`);
    });
    expect(await failure(one)).toMatchObject({
      name: 'NotAllowedError',
      message: `Argo CD of yc refuses the portal (${status}); check gitops.clusters[].argocd.token`,
    });
  });

  it('is unreachable on 500', async () => {
    const one = await provider((_request, response) => {
      response.writeHead(500).end('panic');
    });
    expect(await failure(one)).toMatchObject({
      name: 'ServiceUnavailableError',
      message: 'Argo CD of yc answered 500',
    });
  });

  it.each([
    ['accepts and never answers', () => {}],
    [
      'stops in the middle',
      ((_request, response) => {
        response.write('{"items":[');
      }) satisfies RequestListener,
    ],
  ])('is unreachable if it %s', async (_what, listener) => {
    const one = await provider(listener);
    expect(await failure(one, 200)).toMatchObject({
      name: 'ServiceUnavailableError',
      message: 'Argo CD of yc did not answer in time',
    });
  });

  it('is unreachable if nobody listens or the connection breaks', async () => {
    const broken = await provider(request => request.socket.destroy());
    expect(await failure(broken)).toMatchObject({
      name: 'ServiceUnavailableError',
      message: 'Argo CD of yc is not reachable',
    });
  });

  it('does not carry its token along a redirect', async () => {
    const paths: string[] = [];
    const one = await provider((request, response) => {
      paths.push(request.url ?? '');
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    expect(await failure(one)).toMatchObject({
      name: 'ServiceUnavailableError',
    });
    expect(paths).toHaveLength(1);
  });

  it.each([
    ['a page', '<html>'],
    ['another list', '{"items":[{"kind":"Pod"}]}'],
    ['nothing', ''],
    ['too deep a list', '['.repeat(100_000)],
  ])('makes no sense of %s', async (_what, body) => {
    const one = await provider((_request, response) => response.end(body));
    expect(await failure(one)).toMatchObject({
      name: 'TypeError',
      message: expect.stringContaining('no list of Applications'),
    });
  });
});
