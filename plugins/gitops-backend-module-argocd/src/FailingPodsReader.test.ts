import {
  type Answer,
  FakeArgoCd,
  reply,
  withHealth,
} from './__testUtils__/FakeArgoCd';
import { watching } from './__testUtils__/watching';

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

describe('failing pods of Applications that are not healthy', () => {
  let argoCd: FakeArgoCd;
  let watch: ReturnType<typeof watching>;
  let trees: string[];

  beforeEach(async () => {
    argoCd = new FakeArgoCd();
    trees = [];
    await argoCd.start();
  });

  afterEach(async () => {
    await watch.stop();
    await argoCd.kill();
  });

  function start(
    items: object[],
    onTree: Answer,
    times: Parameters<typeof watching>[1] = {},
  ) {
    argoCd.onList = reply({ items });
    argoCd.onTree = (request, response) => {
      trees.push(request.url ?? '');
      onTree(request, response);
    };
    watch = watching(argoCd, times);
    return watch;
  }

  const failing = () => watch.applications.flatMap(one => one.failing ?? []);

  it('are counted, with the most frequent reason', async () => {
    start(
      [withHealth('Progressing')],
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
    await watch.until(() => failing().length > 0);
    expect(failing()).toEqual([
      {
        pods: 3,
        example: 'web-2',
        message: 'back-off 5m0s restarting web-2',
      },
    ]);
    expect(trees).toEqual([
      '/api/v1/applications/shop-prod/resource-tree?appNamespace=argocd',
    ]);
  });

  it('are told even if Argo CD says nothing of them', async () => {
    start(
      [withHealth('Degraded')],
      reply({ nodes: [pod('web-1', { status: 'Degraded' })] }),
    );
    await watch.until(() => failing().length > 0);
    expect(failing()).toEqual([
      { pods: 1, example: 'web-1', message: 'not ready after a restart' },
    ]);
  });

  it('come and go while nobody says a word of the Application', async () => {
    start(
      [withHealth('Progressing')],
      reply({ nodes: [pod('web-1', { status: 'Progressing' })] }),
      { againMs: 30, probeAfterMs: 20 },
    );
    await watch.until(() => trees.length > 1);
    expect(failing()).toEqual([]);
    argoCd.onTree = reply({ nodes: [backOff('web-1')] });
    await watch.until(() => failing().length > 0);
    argoCd.onTree = reply({ nodes: [] });
    await watch.until(() => failing().length === 0);
  });

  it('are gone with the trouble, and looked for where all is not well only', async () => {
    const healths = ['Healthy', 'Suspended', 'Unknown'];
    start(
      [
        withHealth('Progressing'),
        ...healths.map(health => withHealth(health, `shop-${health}`)),
      ],
      reply({ nodes: [backOff('web-1')] }),
    );
    await watch.until(() => failing().length > 0);
    await watch.until(() => watch.told.lists === 2);
    argoCd.sayEvent('MODIFIED', withHealth('Healthy'));
    await watch.until(() => failing().length === 0);
    expect(trees).toHaveLength(1);
  });

  it('of a release that is over are not taken for those of the next', async () => {
    start([withHealth('Progressing')], reply({ nodes: [backOff('web-1')] }));
    await watch.until(() => failing().length > 0);
    await watch.until(() => watch.told.lists === 2);
    argoCd.sayEvent('MODIFIED', withHealth('Healthy'));
    await watch.until(() => failing().length === 0);
    argoCd.onTree = reply({ nodes: [] });
    argoCd.sayEvent('MODIFIED', withHealth('Progressing'));
    const shown: unknown[] = [];
    await watch.until(() => {
      shown.push(...failing());
      return watch.applications.some(({ health }) => health === 'Progressing');
    });
    expect(shown).toEqual([]);
  });

  it('are looked for few at a time, hidden ones first', async () => {
    let open = 0;
    let most = 0;
    start(
      [
        withHealth('Degraded', 'known-bad'),
        ...Array.from({ length: 60 }, (_, index) =>
          withHealth('Progressing', `shop-${index}`),
        ),
      ],
      (request, response) => {
        open += 1;
        most = Math.max(most, open);
        response.once('finish', () => {
          open -= 1;
        });
        setImmediate(() =>
          reply({ nodes: [backOff('web-1')] })(request, response),
        );
      },
    );
    await watch.until(() => failing().length === 61);
    expect(trees.at(-1)).toContain('known-bad');
    expect(trees).toHaveLength(61);
    expect(most).toBeLessThanOrEqual(4);
  });

  it.each<[string, Answer]>([
    [
      'fails',
      (_request, response) => {
        response.writeHead(500).end('panic');
      },
    ],
    [
      'is refused',
      (_request, response) => {
        response.writeHead(403).end();
      },
    ],
    ['breaks off', request => request.socket.destroy()],
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
    ['hangs', () => {}],
  ])('cost nothing else if a tree %s', async (_what, answer) => {
    start(
      [withHealth('Progressing'), withHealth('Missing', 'fine')],
      (request, response) =>
        request.url?.includes('/fine/')
          ? reply({ nodes: [backOff('web-1')] })(request, response)
          : answer(request, response),
      { roundMs: 500 },
    );
    await watch.until(() => failing().length > 0);
    expect(watch.applications).toMatchObject([
      { health: 'Progressing' },
      { health: 'Missing', failing: { example: 'web-1' } },
    ]);
    expect(watch.applications[0]).not.toHaveProperty('failing');
  });
});
