import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { applyMigrations } from '../database/applyMigrations';
import { SnapshotStore } from '../database/SnapshotStore';
import { GitMirror } from '../git/GitMirror';
import { GITOPS_FILES, GitFixture, releaseLayer } from '../testing/GitFixture';
import { GitOpsIndex } from './GitOpsIndex';

const repository = {
  url: 'https://example.com/acme/infra',
  cloneUrl: 'https://example.com/acme/infra.git',
  slug: 'acme/infra',
  owner: 'acme',
  name: 'infra',
  branch: 'main',
};

jest.setTimeout(60_000);

describe('GitOpsIndex', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let directory: string;
  let fixture: GitFixture;
  let store: SnapshotStore;
  let mirror: GitMirror;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'gitops-index-'));
    fixture = await GitFixture.create(join(directory, 'repository'));
    const knex = await databases.init('SQLITE_3');
    await applyMigrations({ getClient: async () => knex });
    store = new SnapshotStore(knex);
    mirror = new GitMirror({
      directory: join(directory, 'mirror.git'),
      url: `file://${fixture.directory}`,
      branch: 'main',
      authorization: async () => undefined,
      protocols: ['file'],
    });
  });

  afterEach(() => rm(directory, { recursive: true, force: true }));

  const createIndex = () =>
    GitOpsIndex.create({
      repository,
      mirror,
      store,
      logger: mockServices.logger.mock(),
    });

  it('knows what every overlay wants, since when and by whom', async () => {
    const first = await fixture.commit(GITOPS_FILES);
    await fixture.git('switch', '--quiet', '--create', 'promote');
    await fixture.commit({
      'apps/shop/overlays/dev/release/kustomization.yaml':
        releaseLayer('1.6.0'),
    });
    await fixture.git('switch', '--quiet', 'main');
    await fixture.git('merge', '--quiet', '--no-ff', 'promote', '-m', 'Merge');
    const merge = await fixture.head();
    const index = await createIndex();
    await index.refresh();

    expect(index.status).toMatchObject({ commit: merge, fileProblems: [] });
    expect(index.status.problem).toBeUndefined();
    expect(index.snapshot?.components.shop).toMatchObject({
      component: { owner: 'team-shop' },
      overlays: [
        { name: 'dev', images: [{ newTag: '1.6.0' }], commit: merge },
        {
          name: 'prod',
          images: [{ newTag: '1.4.2' }],
          commit: first,
          author: 'Casey Creator',
        },
      ],
    });
  });

  it('knows what an overlay in Helm wants, and says what its release layer lacks', async () => {
    const component = GITOPS_FILES['apps/shop/component.yaml']
      .replace('name: shop', 'name: site')
      .replace('style: kustomize', 'style: helm');
    const release = (tag: string) =>
      `image:\n  repository: ghcr.io/acme/site\n  tag: ${tag}\n`;
    await fixture.commit({
      ...GITOPS_FILES,
      'apps/site/component.yaml': component,
      'apps/site/values.yaml': 'replicas: 1\n',
      'apps/site/overlays/dev/values.yaml': 'replicas: 1\n',
      'apps/site/overlays/dev/release/release.yaml': release("'1.10'"),
      // Of the other style, and so of no meaning here.
      'apps/site/overlays/dev/release/kustomization.yaml':
        releaseLayer('0.0.1'),
      'apps/site/overlays/prod/values.yaml': 'replicas: 2\n',
      'apps/site/overlays/prod/release/release.yaml': release('1.10'),
    });
    const index = await createIndex();
    await index.refresh();

    const file = 'apps/site/overlays/prod/release/release.yaml';
    expect(index.snapshot?.components.site).toMatchObject({
      component: { style: 'helm' },
      overlays: [
        {
          name: 'dev',
          images: [{ name: 'ghcr.io/acme/site', newTag: '1.10' }],
        },
        { name: 'prod', images: [], problem: { file, line: 3 } },
      ],
    });
    expect(index.status.fileProblems).toMatchObject([{ file }]);
  });

  it('carries on from where it was, and keeps older changes', async () => {
    const first = await fixture.commit(GITOPS_FILES);
    const index = await createIndex();
    await index.refresh();
    const second = await fixture.commit({
      'apps/shop/overlays/prod/release/kustomization.yaml':
        releaseLayer('1.5.0'),
    });
    await index.refresh();
    expect(index.snapshot?.components.shop.overlays).toMatchObject([
      { name: 'dev', commit: first },
      { name: 'prod', commit: second, images: [{ newTag: '1.5.0' }] },
    ]);
  });

  it('keeps the last good state over a malformed commit and a restart, and says what is wrong', async () => {
    const good = await fixture.commit(GITOPS_FILES);
    const before = await createIndex();
    await before.refresh();
    const bad = await fixture.commit({
      'environments.yaml': GITOPS_FILES['environments.yaml'].replace(
        '[yc, vk]',
        '[yc, eu]',
      ),
    });
    const after = await createIndex();
    expect(after.snapshot?.commit).toBe(good);
    await after.refresh();
    expect(after.snapshot?.environments.environments).toHaveLength(2);
    expect(after.status).toMatchObject({
      commit: good,
      problem: {
        file: 'environments.yaml',
        line: 8,
        reason: expect.stringContaining('"eu" is not one of clusters'),
        commit: bad,
        since: expect.any(String),
      },
    });

    const mended = await fixture.commit(GITOPS_FILES);
    await after.refresh();
    expect(after.status.commit).toBe(mended);
    expect(after.status.problem).toBeUndefined();
  });

  it('says what is wrong if there never was a good state', async () => {
    await fixture.commit({ 'README.md': 'nothing here' });
    const index = await createIndex();
    await index.refresh();
    expect(index.snapshot).toBeUndefined();
    expect(index.status.problem).toMatchObject({
      file: 'environments.yaml',
      reason: 'does not exist',
    });
  });

  it('keeps the trouble of one component to that component', async () => {
    await fixture.commit({
      ...GITOPS_FILES,
      'apps/bad/component.yaml': 'kind: [',
      'apps/linked/component.yaml': { link: '/etc/passwd' },
      'apps/large/component.yaml': 'x'.repeat(300_000),
      'apps/shop/overlays/prod/release/kustomization.yaml': 'images: {}\n',
      'apps/-odd name/component.yaml': 'never read',
    });
    const index = await createIndex();
    await index.refresh();
    expect(index.status.fileProblems.map(({ file }) => file).sort()).toEqual([
      'apps/bad/component.yaml',
      'apps/large/component.yaml',
      'apps/linked/component.yaml',
      'apps/shop/overlays/prod/release/kustomization.yaml',
    ]);
    expect(index.snapshot?.components.shop.overlays).toMatchObject([
      { name: 'dev', images: [{ newTag: '1.5.0' }] },
      { name: 'prod', images: [], problem: { line: 1 } },
    ]);
    expect(index.snapshot?.components.bad.component).toBeUndefined();
    expect(index.snapshot?.components['-odd name']).toBeUndefined();
  });

  it('keeps its state, and the age of the trouble, while the repository is away', async () => {
    const commit = await fixture.commit(GITOPS_FILES);
    const index = await createIndex();
    await index.refresh();
    const { checkedAt } = index.status;
    await rm(fixture.directory, { recursive: true });
    await index.refresh();
    const { unreachable } = index.status;
    await index.refresh();
    expect(index.status).toMatchObject({ commit, checkedAt, unreachable });
    expect(unreachable?.reason).toContain('git fetch failed');
  });

  it('builds a mirror that a crash broke again', async () => {
    const commit = await fixture.commit(GITOPS_FILES);
    const index = await createIndex();
    await index.refresh();
    await writeFile(join(directory, 'mirror.git', 'refs/heads/main.lock'), '');
    const next = await fixture.commit({ 'README.md': 'more' });
    await index.refresh();
    expect(index.status.unreachable).toBeUndefined();
    expect(index.status.commit).toBe(next);
    expect(next).not.toBe(commit);
  });

  it('survives a rewritten branch', async () => {
    await fixture.commit(GITOPS_FILES);
    await fixture.commit({ 'README.md': 'more' });
    const index = await createIndex();
    await index.refresh();
    await fixture.git('reset', '--quiet', '--hard', 'HEAD~1');
    const rewritten = await fixture.commit({ 'README.md': 'other' });
    await index.refresh();
    expect(index.status.commit).toBe(rewritten);
    expect(index.snapshot?.components.shop.overlays[0].commit).toBeDefined();
  });

  it('shows news to whoever asked after they came, with two runs for many callers', async () => {
    await fixture.commit(GITOPS_FILES);
    const index = await createIndex();
    const fetch = jest.spyOn(mirror, 'fetch');
    const running = index.refresh();
    const news = await fixture.commit({ 'README.md': 'news' });
    await Promise.all([
      running,
      ...Array.from({ length: 20 }, () => index.refresh()),
    ]);
    expect(index.status.commit).toBe(news);
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  it('names a branch that does not exist', async () => {
    await fixture.commit(GITOPS_FILES);
    await fixture.git('branch', '--move', 'main', 'trunk');
    const index = await createIndex();
    await index.refresh();
    expect(index.status.unreachable?.reason).toContain('no branch "main"');
  });
});
