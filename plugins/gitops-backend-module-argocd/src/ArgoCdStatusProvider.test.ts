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

  describe('with Applications that are not healthy', () => {
    const listed = (health: string, name: string = 'shop-prod') => ({
      ...application,
      metadata: { ...application.metadata, name },
      status: { ...application.status, health: { status: health } },
    });

    const pod = (name: string, health?: object, reason?: string) => ({
      kind: 'Pod',
      version: 'v1',
      name,
      health,
      info: reason && [{ name: 'Status Reason', value: reason }],
    });

    const backOff = (name: string) =>
      pod(
        name,
        { status: 'Degraded', message: `back-off 5m0s restarting ${name}` },
        'CrashLoopBackOff',
      );

    /** An Argo CD that answers for trees as told; `trees` collects their addresses. */
    function argoCd(items: object[], onTree: RequestListener) {
      const trees: string[] = [];
      const listener: RequestListener = (request, response) => {
        if (request.url?.includes('/resource-tree')) {
          trees.push(request.url);
          onTree(request, response);
        } else {
          reply({ items })(request, response);
        }
      };
      return { trees, listener };
    }

    it('counts the pods that fail and tells the most frequent reason', async () => {
      const { trees, listener } = argoCd(
        [listed('Progressing')],
        reply({
          nodes: [
            { group: 'apps', kind: 'Deployment', name: 'web' },
            pod('web-5', { status: 'Healthy' }),
            pod('web-4', { status: 'Progressing' }, 'ContainerCreating'),
            backOff('web-3'),
            backOff('web-2'),
            pod(
              'job-1',
              { status: 'Degraded', message: 'no such image' },
              'ErrImagePull',
            ),
          ],
        }),
      );
      const [found] = await read(await provider(listener));
      expect(found).toMatchObject({
        health: 'Progressing',
        failing: {
          pods: 3,
          example: 'web-2',
          message: 'back-off 5m0s restarting web-2',
        },
      });
      expect(trees).toEqual([
        '/api/v1/applications/shop-prod/resource-tree?appNamespace=argocd',
      ]);
    });

    it('says something of a pod that Argo CD says nothing of', async () => {
      const { listener } = argoCd(
        [listed('Degraded')],
        reply({ nodes: [pod('web-1', { status: 'Degraded' })] }),
      );
      expect((await read(await provider(listener)))[0].failing).toEqual({
        pods: 1,
        example: 'web-1',
        message: 'not ready after a restart',
      });
    });

    it('takes pods that start for no failure', async () => {
      const { listener } = argoCd(
        [listed('Progressing')],
        reply({ nodes: [pod('web-1', { status: 'Progressing' })] }),
      );
      const [found] = await read(await provider(listener));
      expect(found).not.toHaveProperty('failing');
    });

    it('asks for nothing more where all is well or nothing is to be found', async () => {
      const { trees, listener } = argoCd(
        ['Healthy', 'Suspended', 'Unknown'].map(health => listed(health)),
        reply({ nodes: [backOff('web-1')] }),
      );
      expect(await read(await provider(listener))).toHaveLength(3);
      expect(trees).toEqual([]);
    });

    it('asks for few trees at a time and not for all, hidden failures first', async () => {
      let open = 0;
      let most = 0;
      const items = [
        listed('Degraded', 'known-bad'),
        ...Array.from({ length: 60 }, (_, index) =>
          listed('Progressing', `shop-${index}`),
        ),
      ];
      const { trees, listener } = argoCd(items, (request, response) => {
        open += 1;
        most = Math.max(most, open);
        response.once('finish', () => {
          open -= 1;
        });
        setImmediate(() => reply({ nodes: [] })(request, response));
      });
      expect(await read(await provider(listener))).toHaveLength(61);
      expect(trees).toHaveLength(50);
      expect(trees.join()).not.toContain('known-bad');
      expect(most).toBeLessThanOrEqual(4);
    });

    it.each<[string, RequestListener]>([
      ['fails', (_request, response) => response.writeHead(500).end('panic')],
      ['is refused', (_request, response) => response.writeHead(403).end()],
      ['breaks off', request => request.socket.destroy()],
      ['is a page', (_request, response) => response.end('<html>')],
      ['is another thing', reply({ nodes: [{ kind: 'Pod', name: 7 }] })],
      ['has no nodes', reply({ nodes: null })],
      [
        'never ends',
        (_request, response) => {
          const chunk = Buffer.alloc(1024 * 1024, ' ');
          const more = () => {
            while (response.writable && response.write(chunk));
          };
          response.on('drain', more);
          more();
        },
      ],
    ])('keeps to the list if a tree %s', async (_what, onTree) => {
      const { listener } = argoCd(
        [listed('Progressing'), listed('Healthy', 'other')],
        (request, response) => void onTree(request, response),
      );
      const applications = await read(await provider(listener));
      expect(applications.map(({ health }) => health)).toEqual([
        'Progressing',
        'Healthy',
      ]);
      expect(applications[0]).not.toHaveProperty('failing');
    });

    it('does not wait for trees that hang, and keeps those that came', async () => {
      const { trees, listener } = argoCd(
        Array.from({ length: 20 }, (_, index) =>
          listed('Progressing', `shop-${index}`),
        ),
        (request, response) => {
          if (request.url?.includes('/shop-0/')) {
            reply({ nodes: [backOff('web-1')] })(request, response);
          }
        },
      );
      const one = await provider(listener);
      const startedAt = performance.now();
      const applications = await read(one);
      expect(performance.now() - startedAt).toBeLessThan(1_500);
      expect(applications).toHaveLength(20);
      expect(applications.filter(({ failing }) => failing)).toMatchObject([
        { name: 'shop-0' },
      ]);
      // Those that hang keep the others from being asked for: all together have one limit.
      expect(trees).toHaveLength(5);
    });

    it('returns the list if its reader gives up during a tree', async () => {
      const { listener } = argoCd([listed('Progressing')], () => {});
      expect(await read(await provider(listener), 400)).toMatchObject([
        { health: 'Progressing' },
      ]);
    });
  });
});
