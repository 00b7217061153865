import {
  argoApplication,
  FakeArgoCd,
  listedApplication,
  reply,
  withHealth,
} from './__testUtils__/FakeArgoCd';
import { TOKEN, watching } from './__testUtils__/watching';
import type { WatchTimes } from './watchTimes';

describe('the watch of an Argo CD', () => {
  let argoCd: FakeArgoCd;
  let watch: ReturnType<typeof watching> | undefined;

  beforeEach(async () => {
    argoCd = new FakeArgoCd();
    await argoCd.start();
  });

  afterEach(async () => {
    await watch?.stop();
    await argoCd.kill();
  });

  const start = (times?: Partial<WatchTimes>, webUrl?: string) => {
    watch = watching(argoCd, times, webUrl);
    return watch;
  };

  it('asks for the Applications of components over one connection, with its token', async () => {
    argoCd.onList = reply({ items: [listedApplication] });
    const one = start({}, 'https://argocd.example.com');
    await one.until(() => one.told.lists === 2);
    argoCd.sayEvent('ADDED', argoApplication);
    await one.until(() => one.applications[0].revision !== undefined);
    expect(one.applications).toEqual([
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
        argo: {
          namespace: 'argocd',
          source: {
            repoURL: 'https://github.com/acme/infra-gitops',
            path: 'apps/shop/overlays/prod',
          },
          destination: {
            server: 'https://kubernetes.default.svc',
            namespace: 'shop-prod',
          },
          conditions: undefined,
          operationState: {
            phase: 'Succeeded',
            startedAt: '2026-11-21T10:00:00Z',
            finishedAt: '2026-11-21T10:00:05Z',
          },
        },
      },
    ]);
    const asked = (beginning: string) =>
      argoCd.requests
        .filter(path => path.startsWith(beginning))
        .map(path => new URL(path, argoCd.url).searchParams);
    const streams = asked('/api/v1/stream/applications?');
    const lists = asked('/api/v1/applications?');
    expect([streams.length, lists.length]).toEqual([1, 2]);
    expect(argoCd.requests).toHaveLength(3);
    for (const query of [...streams, ...lists]) {
      expect(query.get('selector')).toBe('slipway.dev/component');
      expect(query.get('fields')).toContain('.status.health,');
    }
    expect(argoCd.headers).toContainEqual(
      expect.objectContaining({
        accept: 'text/event-stream',
        authorization: `Bearer ${TOKEN}`,
      }),
    );
  });

  it('follows what comes, changes and goes', async () => {
    argoCd.onList = reply({ items: [argoApplication] });
    const one = start();
    await one.until(() => one.told.lists === 2);
    argoCd.sayEvent('MODIFIED', withHealth('Degraded'));
    await one.until(() => one.applications[0].health === 'Degraded');
    argoCd.sayEvent('ADDED', withHealth('Healthy', 'cart-prod'));
    await one.until(() => one.applications.length === 2);
    argoCd.sayEvent('DELETED', argoApplication);
    await one.until(() => one.applications.length === 1);
    expect(one.applications).toMatchObject([{ name: 'cart-prod' }]);
    const { metadata } = argoApplication;
    argoCd.sayEvent('MODIFIED', {
      metadata: { ...metadata, name: 'cart-prod', labels: null },
    });
    await one.until(() => one.applications.length === 0);
  });

  it('takes what the stream says during a list for newer', async () => {
    const gone = withHealth('Healthy', 'gone-prod');
    const items = [argoApplication, gone];
    argoCd.onList = reply({ items });
    const one = start({ relistMs: 20 });
    await one.until(() => one.told.lists === 2);
    const held = new Promise<() => void>(resolve => {
      argoCd.onList = (request, response) =>
        resolve(() => reply({ items })(request, response));
    });
    const answer = await held;
    // What comes in pieces is one.
    argoCd.say('data: {"result":{"type":"MODIFIED","application":');
    argoCd.say(`${JSON.stringify(withHealth('Degraded'))}}}\n`);
    argoCd.sayEvent('DELETED', gone);
    argoCd.sayEvent('ADDED', withHealth('Healthy', 'new-prod'));
    await one.until(() => one.told.events === 3);
    answer();
    await one.until(() => one.told.lists === 3);
    expect(one.applications).toMatchObject([
      { name: 'shop-prod', health: 'Degraded' },
      { name: 'new-prod' },
    ]);
  });

  it('keeps what a list leaves out, unless the list tells of a change', async () => {
    argoCd.onList = reply({ items: [listedApplication] });
    const one = start({ relistMs: 20 });
    await one.until(() => one.told.lists === 2);
    argoCd.sayEvent('ADDED', argoApplication);
    await one.until(() => one.applications[0].revision === '4f1c');
    const { lists } = one.told;
    await one.until(() => one.told.lists > lists + 1);
    expect(one.applications).toMatchObject([
      { revision: '4f1c', argo: { namespace: 'argocd' } },
    ]);
    const { metadata, status } = listedApplication;
    const drifted = { ...status, sync: { status: 'OutOfSync' } };
    argoCd.onList = reply({ items: [{ metadata, status: drifted }] });
    await one.until(() => one.applications[0].sync === 'OutOfSync');
    expect(one.applications[0].revision).toBeUndefined();
    expect(one.applications[0].argo).toBeUndefined();
  });

  it('lists again now and then, and keeps from it what no event told', async () => {
    argoCd.onList = reply({ items: [argoApplication] });
    const one = start({ relistMs: 30 });
    await one.until(() => one.told.lists > 2);
    argoCd.onList = reply({ items: [withHealth('Healthy', 'other-prod')] });
    await one.until(() => one.applications[0]?.name === 'other-prod');
    expect(one.applications).toHaveLength(1);
  });

  it('asks whoever is silent whether they are there', async () => {
    const one = start({ probeAfterMs: 20 });
    await one.until(() => one.told.alive > 6);
    expect(
      argoCd.requests.filter(path => path === '/api/version').length,
    ).toBeGreaterThan(2);
  });

  it('gives up a stream that gives no sign of life, without calling Argo CD away', async () => {
    const one = start({ probeAfterMs: 20, deafMs: 100 });
    expect(await one.ended).toBeUndefined();
    expect(one.told.lists).toBeGreaterThan(0);
  });
});
