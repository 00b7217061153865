import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ArgoCdLiveObjects } from './ArgoCdLiveObjects';

const TOKEN = 'token-of-the-portal';
const CANARY = 'canary-in-an-object';

const deployment = (replicas: number) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'shop', namespace: 'shop-prod' },
  spec: { replicas },
});

/** An object as Argo CD lists it: what is there, and what it would make of it. */
const item = (live: object | null, expected: object | null, rest = {}) => ({
  group: 'apps',
  kind: 'Deployment',
  namespace: 'shop-prod',
  name: 'shop',
  targetState: JSON.stringify(expected),
  liveState: JSON.stringify(live),
  normalizedLiveState: JSON.stringify(live),
  predictedLiveState: JSON.stringify(expected),
  ...rest,
});

const reply =
  (body: unknown): RequestListener =>
  (_request, response) =>
    response.end(JSON.stringify(body));

describe('ArgoCdLiveObjects', () => {
  let server: Server | undefined;

  afterEach(async () => {
    const closing = server;
    server = undefined;
    if (closing) {
      closing.closeAllConnections();
      await new Promise(resolve => {
        closing.close(resolve);
      });
    }
  });

  async function read(listener: RequestListener, timeoutMs: number = 5_000) {
    const started = createServer(listener);
    server = started;
    await new Promise<void>(resolve => {
      started.listen(0, '127.0.0.1', resolve);
    });
    const { port } = started.address() as AddressInfo;
    return new ArgoCdLiveObjects({
      cluster: 'yc',
      url: `http://127.0.0.1:${port}`,
      token: TOKEN,
    }).readLiveObjects({
      application: 'shop-prod',
      signal: AbortSignal.timeout(timeoutMs),
    });
  }

  it('asks for the objects of one Application, with its token', async () => {
    const seen: string[] = [];
    const objects = await read((request, response) => {
      seen.push(
        request.method ?? '',
        request.url ?? '',
        request.headers.authorization ?? '',
      );
      const items = [item(deployment(5), deployment(2))];
      reply({ items })(request, response);
    });
    expect(objects).toEqual([{ live: deployment(5), expected: deployment(2) }]);
    expect(seen).toEqual([
      'GET',
      '/api/v1/applications/shop-prod/managed-resources',
      `Bearer ${TOKEN}`,
    ]);
  });

  it('gives one value for both where they are the same', async () => {
    const [one] = await read(
      reply({ items: [item(deployment(2), deployment(2))] }),
    );
    expect(one.expected).toBe(one.live);
  });

  it('leaves out Secrets, hooks, and what is on one side only', async () => {
    const secret = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'a' },
    };
    const items = [
      item(secret, secret, { group: undefined, kind: 'Secret' }),
      item(deployment(1), deployment(2), { hook: true }),
      item(null, deployment(2)),
      item(deployment(1), null),
    ];
    expect(await read(reply({ items }))).toEqual([]);
    expect(await read(reply({ items: null }))).toEqual([]);
  });

  it.each<[string, string, RequestListener]>([
    [
      'a wrong token',
      'NotAllowedError: Argo CD of yc refuses the portal (401); check gitops.clusters[].argocd.token',
      (_request, response) => response.writeHead(401).end(CANARY),
    ],
    [
      'an Application that is not there',
      'NotAllowedError: Argo CD of yc has no Application shop-prod, or does not show it to the portal',
      (_request, response) => response.writeHead(403).end(CANARY),
    ],
    [
      'a crash',
      'ServiceUnavailableError: Argo CD of yc answered 500',
      (_request, response) => response.writeHead(500).end(CANARY),
    ],
    [
      'a connection that breaks',
      'ServiceUnavailableError: Argo CD of yc is not reachable',
      request => request.socket.destroy(),
    ],
    [
      'silence',
      'ServiceUnavailableError: Argo CD of yc did not answer in time',
      () => {},
    ],
    [
      'half an answer',
      'ServiceUnavailableError: Argo CD of yc did not answer in time',
      (_request, response) => response.write('{"items":['),
    ],
    [
      'more than is read',
      'RangeError: The reply has more than 8388608 bytes',
      (_request, response) => {
        const chunk = Buffer.alloc(1024 * 1024, ' ');
        const more = () => {
          while (response.writable && response.write(chunk));
        };
        response.on('drain', more);
        more();
      },
    ],
  ])('says what %s means', async (_what, message, listener) => {
    await expect(read(listener, 1_000).catch(String)).resolves.toBe(message);
  });

  it.each<[string, RequestListener]>([
    ['a page', (_request, response) => response.end(`<html>${CANARY}`)],
    ['another list', reply({ items: [deployment(1)] })],
    [
      'a state that is no JSON',
      reply({
        items: [
          item(null, null, {
            targetState: CANARY,
            liveState: CANARY,
            normalizedLiveState: CANARY,
            predictedLiveState: CANARY,
          }),
        ],
      }),
    ],
    ['a state that is no object', reply({ items: [item([CANARY], [CANARY])] })],
    [
      'no states to compare',
      reply({
        items: [
          item(deployment(1), deployment(2), {
            normalizedLiveState: undefined,
            predictedLiveState: undefined,
          }),
        ],
      }),
    ],
  ])(
    'makes no sense of %s, and repeats nothing of it',
    async (_what, listener) => {
      const error: unknown = await read(listener).catch((one: unknown) => one);
      expect(String(error)).toBe(
        'TypeError: Argo CD of yc answered what are no objects of shop-prod; check gitops.clusters[].argocd.url',
      );
      expect(error).not.toHaveProperty('cause');
    },
  );
});
