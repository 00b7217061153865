import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { VersionChange } from '@slipway/plugin-gitops-common';
import { applyMigrations } from '../database/applyMigrations';
import { GitMirror } from '../git/GitMirror';
import { GITOPS_FILES, GitFixture, releaseLayer } from '../testing/GitFixture';
import { snapshotOf } from '../testing/snapshotOf';
import { ChangeReader } from './ChangeReader';
import { ChangeStore } from './store/ChangeStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18', 'POSTGRES_16'],
  disableDocker: true,
});
const REPOSITORY = 'https://forge.example.com/acme/infra';
const layer = (environment: string, component = 'shop') =>
  `apps/${component}/overlays/${environment}/release/kustomization.yaml`;

describe.each(databases.eachSupportedId())('ChangeReader on %s', id => {
  let directory: string;
  let fixture: GitFixture;
  let store: ChangeStore;
  let news: VersionChange[];
  const logger = mockServices.logger.mock();

  beforeEach(async () => {
    jest.resetAllMocks();
    news = [];
    directory = await mkdtemp(join(tmpdir(), 'change-reader-'));
    fixture = await GitFixture.create(join(directory, 'work'));
    const knex = await databases.init(id);
    await applyMigrations({ getClient: async () => knex });
    store = new ChangeStore(knex, { repository: REPOSITORY, branch: 'main' });
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  /** A replica with a mirror of its own. */
  function replica(name: string = 'one', now?: () => Date) {
    const mirror = new GitMirror({
      directory: join(directory, `${name}.git`),
      url: fixture.directory,
      branch: 'main',
      authorization: async () => undefined,
      protocols: ['file'],
    });
    const reader = new ChangeReader({
      directory: join(directory, `${name}.git`),
      fetch: () => mirror.fetch(),
      environments: () => snapshotOf({}).environments,
      repositoryUrl: REPOSITORY,
      store,
      complete: async change => change,
      onChanges: changes => news.push(...changes),
      logger,
      now,
    });
    return {
      mirror,
      reader,
      refresh: async () => reader.read(await mirror.fetch()),
    };
  }

  const release = (tag: string, environment = 'prod') =>
    fixture.commit({ [layer(environment)]: releaseLayer(tag) });
  const log = async () =>
    (await store.newest({}, 100)).map(
      ({ environment, kind, from, to }) =>
        `${environment} ${kind} ${from} → ${to}`,
    );

  it('reads what is there as the past, and what comes as news', async () => {
    const first = await fixture.commit(GITOPS_FILES);
    const { refresh } = replica();
    await refresh();
    expect((await log()).sort()).toEqual([
      'dev deploy undefined → 1.5.0',
      'prod deploy undefined → 1.4.2',
    ]);
    expect(news).toEqual([]);

    await fixture.commit({ 'README.md': 'Words' });
    const commit = await release('1.5.0');
    await refresh();
    await refresh();
    expect(news).toEqual([
      expect.objectContaining({
        id: `${commit}:apps/shop/overlays/prod`,
        kind: 'deploy',
        clusters: ['yc', 'vk'],
        from: '1.4.2',
        to: '1.5.0',
        by: 'Casey Creator',
        commit,
      }),
    ]);
    expect((await log())[0]).toBe('prod deploy 1.4.2 → 1.5.0');
    expect(await store.newest({}, 100)).toHaveLength(3);
    expect(await store.newest({ from: news[0].at }, 1)).toEqual(news);
    expect((await store.ofOverlay('apps/shop/overlays/dev', 5))[0].commit).toBe(
      first,
    );
  });

  it('takes a merge as one change with its pull request, whatever commits it brings', async () => {
    await fixture.commit(GITOPS_FILES);
    const { refresh } = replica();
    await refresh();
    await fixture.git('switch', '--quiet', '--create', 'promote');
    await release('1.4.9');
    await release('1.5.0');
    await fixture.git('switch', '--quiet', 'main');
    await fixture.commit({ 'README.md': 'Words' });
    await fixture.git(
      'merge',
      '--quiet',
      '--no-ff',
      'promote',
      '--message=Merge pull request #7 from acme/promote\n\nPromote shop\n\nSlipway-Change: promotion\nSlipway-Requested-By: user:default/anna',
    );
    await refresh();
    expect(news).toEqual([
      expect.objectContaining({
        kind: 'promotion',
        from: '1.4.2',
        to: '1.5.0',
        requestedBy: 'user:default/anna',
        commit: await fixture.head(),
        pullRequest: { number: 7, url: `${REPOSITORY}/pull/7` },
      }),
    ]);
  });

  it('reads who asked for a change, and what it is, from the commit that a forge merged in words of its own', async () => {
    await fixture.commit(GITOPS_FILES);
    const { refresh } = replica();
    await refresh();
    await fixture.git('switch', '--quiet', '--create', 'back');
    await release('1.4.1');
    await fixture.git(
      'commit',
      '--quiet',
      '--amend',
      '--message=Roll back shop\n\nSlipway-Change: rollback\nSlipway-Requested-By: user:default/anna',
    );
    await fixture.git('switch', '--quiet', 'main');
    await fixture.git(
      'merge',
      '--quiet',
      '--no-ff',
      'back',
      '--message=Merge pull request #8 from acme/back\n\nRoll back shop',
    );
    await refresh();
    expect(news).toEqual([
      expect.objectContaining({
        kind: 'rollback',
        requestedBy: 'user:default/anna',
        commit: await fixture.head(),
        pullRequest: { number: 8, url: `${REPOSITORY}/pull/8` },
      }),
    ]);
  });

  it('tells each cluster apart, and what was removed', async () => {
    await fixture.commit({
      ...GITOPS_FILES,
      'apps/shop/overlays/prod-vk/kustomization.yaml': 'kind: Kustomization\n',
      [layer('prod-vk')]: releaseLayer('1.0.0'),
      // A directory of no environment lands nowhere.
      [layer('qa')]: releaseLayer('1.0.0'),
      'apps/pay/overlays/dev/release/release.yaml':
        'image: { repository: pay, tag: 2.0.0 }\n',
    });
    const { refresh } = replica();
    await refresh();
    const clusters = async () =>
      Object.fromEntries(
        (await store.newest({}, 10)).map(one => [one.overlay, one.clusters]),
      );
    expect(await clusters()).toEqual({
      'apps/shop/overlays/dev': ['yc'],
      'apps/shop/overlays/prod': ['yc'],
      'apps/shop/overlays/prod-vk': ['vk'],
      'apps/pay/overlays/dev': ['yc'],
    });
    await fixture.commit({ 'apps/shop/overlays/prod-vk': undefined });
    await refresh();
    expect(news).toMatchObject([
      { kind: 'removal', from: '1.0.0', clusters: ['vk'], images: [] },
    ]);
    expect(await store.newest({ cluster: 'vk', kind: 'removal' }, 10)).toEqual(
      news,
    );
  });

  it('goes on after a layer, and after environments, that cannot be read', async () => {
    await fixture.commit(GITOPS_FILES);
    const { refresh } = replica();
    await refresh();
    await fixture.commit({
      [layer('prod')]: 'images: [',
      [layer('dev')]: { link: '/etc/passwd' },
      'environments.yaml': 'kind: [',
    });
    await release('1.6.0');
    await fixture.commit({ [layer('dev')]: 'x'.repeat(300_000) });
    await refresh();
    expect(await log()).toEqual([
      'prod deploy undefined → 1.6.0',
      'dev removal 1.5.0 → undefined',
      ...(await log()).slice(2),
    ]);
    expect(logger.warn.mock.calls.map(([words]) => words)).toEqual([
      expect.stringContaining('apps/shop/overlays/prod/release'),
      expect.stringContaining('is too large'),
    ]);
  });

  it('adds each change once, however many replicas read', async () => {
    await fixture.commit(GITOPS_FILES);
    const replicas = ['one', 'two', 'three'].map(name => replica(name));
    await Promise.all(replicas.map(({ refresh }) => refresh()));
    for (const tag of ['1.5.0', '1.6.0']) {
      await release(tag);
      await Promise.all(replicas.map(({ refresh }) => refresh()));
    }
    expect(news.map(({ to }) => to)).toEqual(['1.5.0', '1.6.0']);
    expect(await store.newest({}, 100)).toHaveLength(4);
  });

  it('is not taken back by a replica that is behind', async () => {
    await fixture.commit(GITOPS_FILES);
    const [one, behind] = [replica('one'), replica('behind')];
    await one.refresh();
    const old = await behind.mirror.fetch();
    const commit = await release('1.5.0');
    await one.refresh();
    await behind.reader.read(old);
    expect(await store.cursor()).toBe(commit);
    expect(news.map(({ to }) => to)).toEqual(['1.5.0']);
  });

  it('has one change for a branch that was rewritten, once that is certain', async () => {
    await fixture.commit(GITOPS_FILES);
    let now = Date.now();
    const { refresh } = replica('one', () => new Date(now));
    await refresh();
    await release('1.5.0');
    await release('1.6.0');
    await refresh();
    await fixture.git('reset', '--quiet', '--hard', 'HEAD~2');
    await fixture.commit({ 'README.md': 'Another past' });
    const head = await release('1.5.5');
    await refresh();
    expect(await store.cursor()).not.toBe(head);
    now += 60_000;
    await refresh();
    expect(await store.cursor()).toBe(head);
    expect(news.map(({ kind, from, to }) => [kind, from, to])).toEqual([
      ['deploy', '1.4.2', '1.5.0'],
      ['deploy', '1.5.0', '1.6.0'],
      ['rollback', '1.6.0', '1.5.5'],
    ]);
    await release('1.7.0');
    await refresh();
    expect(news.at(-1)).toMatchObject({ from: '1.5.5', to: '1.7.0' });
  });

  it('has the whole difference where the branch went on as the other side of a merge', async () => {
    await fixture.commit(GITOPS_FILES);
    const { refresh } = replica();
    await refresh();
    await fixture.git('switch', '--quiet', '--create', 'side');
    await release('2.0.0', 'dev');
    await fixture.git('switch', '--quiet', 'main');
    await release('1.5.0');
    await refresh();
    await fixture.git('switch', '--quiet', 'side');
    await fixture.git('merge', '--quiet', '--no-ff', 'main', '--message=m');
    await fixture.git('switch', '--quiet', 'main');
    await fixture.git('merge', '--quiet', '--ff-only', 'side');
    await refresh();
    expect(news.map(({ environment, to }) => [environment, to])).toEqual([
      ['prod', '1.5.0'],
      ['dev', '2.0.0'],
    ]);
  });
});
