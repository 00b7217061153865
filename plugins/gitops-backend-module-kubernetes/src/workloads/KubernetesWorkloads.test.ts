import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  podSummarySchema,
  warningEventSchema,
} from '@slipway/plugin-gitops-common';
import { KubernetesWorkloads } from './KubernetesWorkloads';

const TOKEN = 'token-of-the-portal';
const DIGEST = `sha256:${'a'.repeat(64)}`;
const NOW = new Date('2026-11-21T12:00:00Z');

describe('KubernetesWorkloads', () => {
  let directory: string;
  let tokenFile: string;
  let server: Server | undefined;
  let workloads: KubernetesWorkloads | undefined;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'kubernetes-workloads-'));
    tokenFile = join(directory, 'token');
    await writeFile(tokenFile, `${TOKEN}\n`);
  });

  afterEach(async () => {
    const started = server;
    server = undefined;
    started?.closeAllConnections();
    await new Promise<void>(resolve => {
      if (started) {
        started.close(() => resolve());
      } else {
        resolve();
      }
    });
    await workloads?.close();
    await rm(directory, { recursive: true });
  });

  async function serve(listener: RequestListener) {
    const started = createServer(listener);
    server = started;
    await new Promise<void>(resolve => {
      started.listen(0, '127.0.0.1', resolve);
    });
    const { port } = started.address() as AddressInfo;
    workloads = new KubernetesWorkloads(
      { name: 'yc', url: `http://127.0.0.1:${port}`, tokenFile },
      () => NOW,
    );
    return workloads;
  }

  const reply =
    (body: unknown): RequestListener =>
    (_request, response) => {
      response.end(JSON.stringify(body));
    };
  const signal = (ms: number = 5_000) => ({ signal: AbortSignal.timeout(ms) });

  const container = (name: string, state: object, more: object = {}) => ({
    name,
    image: `ghcr.io/acme/${name}:1.4.2`,
    imageID: `ghcr.io/acme/${name}@${DIGEST}`,
    ready: true,
    restartCount: 0,
    state,
    ...more,
  });
  const pod = (name: string, status?: object) => ({
    metadata: { name, namespace: 'shop-prod', managedFields: [] },
    spec: {},
    status,
  });
  const running = { running: { startedAt: '2026-11-21T10:00:00Z' } };

  it('tells what runs, by digest, with its token', async () => {
    const asked: (string | undefined)[] = [];
    const one = await serve((request, response) => {
      asked.push(request.url, request.headers.authorization);
      reply({
        items: [
          pod('web-1', {
            phase: 'Running',
            startTime: '2026-11-21T10:00:00Z',
            conditions: [{ type: 'Ready', status: 'True' }],
            containerStatuses: [
              container('web', running, { restartCount: 2 }),
              container('proxy', running, { imageID: '', restartCount: 1 }),
            ],
          }),
        ],
      })(request, response);
    });
    const pods = await one.readPods('shop-prod', signal());
    expect(podSummarySchema.array().parse(pods)).toEqual([
      {
        name: 'web-1',
        namespace: 'shop-prod',
        phase: 'Running',
        ready: true,
        restarts: 3,
        startedAt: '2026-11-21T10:00:00Z',
        containers: [
          {
            name: 'web',
            image: 'ghcr.io/acme/web:1.4.2',
            digest: DIGEST,
            ready: true,
            restarts: 2,
          },
          {
            name: 'proxy',
            image: 'ghcr.io/acme/proxy:1.4.2',
            ready: true,
            restarts: 1,
          },
        ],
      },
    ]);
    expect(asked).toEqual([
      '/api/v1/namespaces/shop-prod/pods?limit=250',
      `Bearer ${TOKEN}`,
    ]);
  });

  it('tells the worst reason of a pod that does not run', async () => {
    const waiting = (reason: string) => ({
      waiting: { reason, message: `${reason} of it` },
    });
    const ended = { terminated: { reason: 'OOMKilled', exitCode: 137 } };
    const statuses = (...containerStatuses: object[]) => ({
      phase: 'Running',
      containerStatuses,
    });
    const one = await serve(
      reply({
        items: [
          pod(
            'crashes',
            statuses(
              container('a', ended),
              container('b', waiting('CrashLoopBackOff')),
            ),
          ),
          pod('ended', statuses(container('a', ended))),
          pod('starts', statuses(container('a', waiting('ContainerCreating')))),
          pod(
            'done',
            statuses(
              container('a', {
                terminated: { reason: 'Completed', exitCode: 0 },
              }),
            ),
          ),
          pod('init', {
            phase: 'Pending',
            initContainerStatuses: [container('i', waiting('ErrImagePull'))],
            containerStatuses: [container('a', waiting('PodInitializing'))],
          }),
          pod('evicted', { phase: 'Failed', reason: 'Evicted' }),
          pod('waits', {
            phase: 'Pending',
            conditions: [
              {
                type: 'PodScheduled',
                status: 'False',
                reason: 'Unschedulable',
                message: '0/3 nodes are available',
              },
            ],
          }),
          {
            metadata: {
              name: 'goes',
              namespace: 'shop-prod',
              deletionTimestamp: '2026-11-21T10:00:00Z',
            },
          },
        ],
      }),
    );
    const pods = await one.readPods('shop-prod', signal());
    expect(pods.map(({ name, reason }) => [name, reason])).toEqual([
      ['crashes', 'CrashLoopBackOff'],
      ['ended', 'OOMKilled'],
      ['starts', undefined],
      ['done', undefined],
      ['init', 'ErrImagePull'],
      ['evicted', 'Evicted'],
      ['waits', 'Unschedulable'],
      ['goes', 'Terminating'],
    ]);
    expect(pods[0].message).toBe('CrashLoopBackOff of it');
  });

  it('tells the warnings of the last hour, the newest first', async () => {
    const event = (name: string, times: object) => ({
      metadata: { creationTimestamp: '2026-11-21T09:00:00Z' },
      involvedObject: { kind: 'Pod', name },
      reason: 'BackOff',
      message: 'back-off restarting failed container',
      ...times,
    });
    const one = await serve(
      reply({
        items: [
          event('old', {}),
          event('classic', { lastTimestamp: '2026-11-21T11:30:00Z', count: 7 }),
          event('series', {
            eventTime: '2026-11-21T11:00:00.000000Z',
            series: {
              count: 3,
              lastObservedTime: '2026-11-21T11:59:00.123456Z',
            },
          }),
          event('single', {
            eventTime: '2026-11-21T11:45:00.000000Z',
            lastTimestamp: null,
          }),
        ],
      }),
    );
    const warnings = await one.readWarnings('shop-prod', signal());
    expect(
      warningEventSchema
        .array()
        .parse(warnings)
        .map(({ object, count }) => [object.name, count]),
    ).toEqual([
      ['series', 3],
      ['single', 1],
      ['classic', 7],
    ]);
  });

  it.each<[string, RequestListener, string]>([
    [
      'refuses',
      (_request, response) => void response.writeHead(403).end(TOKEN),
      'NotAllowedError',
    ],
    [
      'does not know the token',
      (_request, response) => void response.writeHead(401).end(),
      'NotAllowedError',
    ],
    [
      'fails',
      (_request, response) => void response.writeHead(500).end(),
      'ServiceUnavailableError',
    ],
    [
      'breaks off',
      request => request.socket.destroy(),
      'ServiceUnavailableError',
    ],
    [
      'redirects',
      (_request, response) =>
        void response.writeHead(302, { location: '/x' }).end(),
      'ServiceUnavailableError',
    ],
    ['hangs', () => {}, 'ServiceUnavailableError'],
    [
      'stops in the middle',
      (_request, response) => void response.write('{"items":['),
      'ServiceUnavailableError',
    ],
    [
      'talks without end',
      (_request, response) => {
        const chunk = Buffer.alloc(1024 * 1024, ' ');
        const more = () => {
          while (response.writable && response.write(chunk));
        };
        response.on('drain', more);
        more();
      },
      'ServiceUnavailableError',
    ],
    [
      'is a page',
      (_request, response) => void response.end('<html>'),
      'TypeError',
    ],
    ['is another thing', reply({ items: [{ kind: 'Pod' }] }), 'TypeError'],
  ])('says so if the API %s', async (_what, listener, name) => {
    const one = await serve(listener);
    const error = await one
      .readPods('shop-prod', signal(400))
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      name,
      message: expect.stringMatching(/^The Kubernetes API of yc /),
    });
    expect(String(error)).not.toContain(TOKEN);
  });

  it('asks nothing without a token', async () => {
    const listener = jest.fn();
    const one = await serve(listener);
    await rm(tokenFile);
    await expect(one.readPods('shop-prod', signal())).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
    expect(listener).not.toHaveBeenCalled();
  });
});
