import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { applyMigrations } from '../database/applyMigrations';
import { GitObjects, MergeConflictError } from '../git/GitObjects';
import { FakeRenderer } from '../testing/FakeRenderer';
import { GitFixture } from '../testing/GitFixture';
import { deployment, ingress, PLAN_FILES } from '../testing/planFixture';
import { Planner } from './Planner';
import { PlanService } from './PlanService';
import { decompress } from './store/compress';
import { PlanStore } from './store/PlanStore';
import { RenderCacheStore } from './store/RenderCacheStore';
import { SecretFreeCache } from './store/SecretFreeCache';

jest.setTimeout(60_000);

const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18', 'POSTGRES_16'],
  disableDocker: true,
});
const SHOP = 'apps/shop/overlays/prod';
const CANARY = 'canary-5f2b8c1d9e';

describe.each(databases.eachSupportedId())('PlanService on %s', id => {
  let directory: string;
  let fixture: GitFixture;
  let knex: Knex;
  let renderer: FakeRenderer;
  let fetches: number;
  let base: string;
  const fetchPullRequest = jest.fn(async (_number: number) => {});

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'plans-'));
    fixture = await GitFixture.create(join(directory, 'repository'));
    base = await fixture.commit(PLAN_FILES);
    knex = await databases.init(id);
    await applyMigrations({ getClient: async () => knex });
    renderer = new FakeRenderer();
    fetchPullRequest.mockClear();
    fetches = 0;
  });

  afterEach(() => rm(directory, { recursive: true, force: true }));

  function service(): PlanService {
    const cache = new RenderCacheStore(knex);
    return new PlanService({
      planner: new Planner({ renderer, cache, version: '1' }),
      store: new PlanStore(knex),
      objects: new GitObjects(join(fixture.directory, '.git')),
      async fetch() {
        fetches += 1;
        return (await fixture.git('rev-parse', 'main')).trim();
      },
      fetchPullRequest,
    });
  }

  const change = (replicas: number) =>
    fixture.commit({
      [`${SHOP}/deployment.yaml`]: deployment('shop-prod', replicas),
    });

  it('plans what merging a stale branch would do, not what it would take back', async () => {
    await fixture.git('checkout', '--quiet', '-b', 'stale');
    const head = await change(3);
    await fixture.git('checkout', '--quiet', 'main');
    base = await fixture.commit({
      'apps/till/overlays/prod/deployment.yaml': deployment('till-prod', 5),
    });
    const plan = await service().planCommits({ base, head });
    expect(plan.overlays.map(({ path }) => path)).toEqual([SHOP]);
    expect(plan).toMatchObject({ base, head });
  });

  it('names the files of a conflict', async () => {
    await fixture.git('checkout', '--quiet', '-b', 'other');
    const head = await change(3);
    await fixture.git('checkout', '--quiet', 'main');
    base = await change(4);
    await expect(service().planCommits({ base, head })).rejects.toMatchObject({
      constructor: MergeConflictError,
      files: [`${SHOP}/deployment.yaml`],
    });
  });

  it('asks the remote for a commit that it lacks, and then says that there is none', async () => {
    const head = 'a'.repeat(40);
    await expect(service().planCommits({ base, head })).rejects.toThrow(
      `has no commit ${head}`,
    );
    expect(fetches).toBe(1);
    await expect(
      service().planCommits({ base, head, pullRequest: 7 }),
    ).rejects.toThrow(`has no commit ${head}`);
    expect(fetchPullRequest.mock.calls).toEqual([[7]]);
  });

  it('plans what a fork proposes', async () => {
    const fork = await GitFixture.create(join(directory, 'fork'));
    await fork.git('pull', '--quiet', fixture.directory, 'main');
    const head = await fork.commit({
      [`${SHOP}/deployment.yaml`]: deployment('shop-prod', 3),
    });
    fetchPullRequest.mockImplementationOnce(async () => {
      await fixture.git('fetch', '--quiet', fork.directory, 'main');
    });
    const plan = await service().planCommits({ base, head, pullRequest: 7 });
    expect(plan.overlays.map(({ path }) => path)).toEqual([SHOP]);
  });

  it('makes a plan once, for callers at the same time, later ones and other replicas', async () => {
    const head = await change(3);
    const one = service();
    const plans = await Promise.all(
      Array.from({ length: 5 }, () => one.planCommits({ base, head })),
    );
    const rendered = renderer.renders.length;
    expect(rendered).toBe(6);
    const other = service();
    plans.push(await other.planCommits({ base, head }));
    expect(new Set(plans.map(plan => plan.id)).size).toBe(1);
    expect(renderer.renders).toHaveLength(rendered);
    expect(await other.get(plans[0].id)).toEqual(plans[0]);
  });

  it('goes on for those who wait when one of them has gone', async () => {
    const head = await change(3);
    const one = service();
    let open = () => {};
    renderer.gate = new Promise(resolve => {
      open = resolve;
    });
    const gone = new AbortController();
    const left = one
      .planCommits({ base, head }, { signal: gone.signal })
      .catch(error => error);
    const waits = one.planCommits({ base, head });
    gone.abort();
    expect(await left).toMatchObject({ name: 'AbortError' });
    open();
    expect(await waits).toMatchObject({ base, head });
  });

  it('renders and judges the base ahead, so that a plan does its head alone', async () => {
    const judged: unknown[] = [];
    renderer.rules.set('data.slipway.overlay.warn', ({ path, objects }) => {
      judged.push(path);
      const text = JSON.stringify(objects);
      return [{ rule: 'a', object: 'b', reason: text, fix: 'c' }];
    });
    const head = await change(3);
    const one = service();
    await one.warmUp(base);
    expect(renderer.renders).toHaveLength(4);
    expect(renderer.most).toBe(1);
    renderer.renders.length = 0;
    await one.warmUp(base);
    expect(renderer.renders).toEqual([]);
    await one.planCommits({ base, head });
    // Both sides of what changes; the renderer has the base's result.
    expect(renderer.renders).toEqual([SHOP, SHOP]);
    expect(judged.slice(0, 4).sort()).toEqual([...new Set(judged)].sort());
    expect(judged.slice(4)).toEqual([SHOP]);
  });

  it('renders nothing ahead while a plan is made, and then only what that left', async () => {
    const other = 'apps/till/overlays/dev';
    const newer = await fixture.commit({
      [`${other}/deployment.yaml`]: deployment('till-dev', 5),
    });
    const head = await change(3);
    const one = service();
    let open = () => {};
    renderer.gate = new Promise(resolve => {
      open = resolve;
    });
    const planned = one.planCommits({ base, head });
    while (renderer.renders.length < 4) {
      await new Promise(setImmediate);
    }
    const ahead = one.warmUp(newer);
    open();
    await Promise.all([planned, ahead]);
    expect(renderer.renders).toHaveLength(9);
    expect(renderer.renders.at(-1)).toBe(other);
  });

  it('plans proposed files as it plans the commit that they become', async () => {
    const content = deployment('shop-prod', 3);
    const one = service();
    const proposed = await one.planFiles({
      files: [
        { path: `${SHOP}/deployment.yaml`, content },
        { path: 'apps/till/overlays/dev/kustomization.yaml', content: null },
      ],
    });
    expect(proposed.head).toBeUndefined();
    const head = await fixture.commit({
      [`${SHOP}/deployment.yaml`]: content,
      'apps/till/overlays/dev/kustomization.yaml': undefined,
    });
    const committed = await one.planCommits({ base, head });
    expect(committed.id).toBe(proposed.id);
    expect(committed.head).toBe(head);
  });

  it('shows the manifests of what changes, and says which plan it does not have', async () => {
    const one = service();
    const plan = await one.planCommits({ base, head: await change(3) });
    expect(await one.manifests(plan.id, SHOP)).toEqual([
      expect.objectContaining({
        before: expect.stringContaining('replicas: 2'),
        after: expect.stringContaining('replicas: 3'),
      }),
    ]);
    expect(await one.manifests(plan.id, 'apps/a/overlays/b')).toEqual([]);
    await expect(one.get('0'.repeat(64))).rejects.toThrow('There is no plan');
    await expect(one.manifests('0'.repeat(64), SHOP)).rejects.toThrow(
      'There is no plan',
    );
  });

  it('stores no secret, wherever it stands', async () => {
    const head = await fixture.commit({
      [`${SHOP}/deployment.yaml`]: `${deployment('shop-prod', 3)}  template:
    spec:
      containers:
        - name: app
          env:
            - { name: DB_PASSWORD, value: ${CANARY} }
---
apiVersion: v1
kind: Secret
metadata: { name: plain, namespace: shop-prod }
stringData: { token: ${CANARY} }
---
apiVersion: v1
kind: SecretList
items:
  - apiVersion: v1
    kind: Secret
    metadata: { name: listed, namespace: shop-prod }
    data: { token: ${Buffer.from(CANARY).toString('base64')} }
`,
      [`${SHOP}/ingress.yaml`]: ingress('shop-prod', 'a.example.com'),
    });
    renderer.rules.set('data.slipway.overlay.deny', () => [
      {
        rule: 'plaintext-secret',
        object: 'Secret plain',
        reason: `password: ${CANARY}`,
        fix: 'change it',
      },
    ]);
    const one = service();
    const plan = await one.planCommits({ base, head });
    const shown = JSON.stringify(await one.manifests(plan.id, SHOP));
    expect(shown).toContain('DB_PASSWORD');
    expect(shown).toContain('listed');
    const rows: { content: Buffer }[] = [
      ...(await knex('plans').select('content')),
      ...(await knex('render_cache').select('content')),
    ];
    const stored = await Promise.all(
      rows.map(({ content }) => decompress(content)),
    );
    expect(stored.length).toBeGreaterThan(4);
    for (const text of [...stored, JSON.stringify(plan)]) {
      expect(text).not.toContain(CANARY);
      expect(text).not.toContain(Buffer.from(CANARY).toString('base64'));
    }
  });

  it('keeps results in the cache, except for those with a secret', async () => {
    const store = new RenderCacheStore(knex);
    const cache = new SecretFreeCache(store);
    const entry = (kind: string) =>
      JSON.stringify({
        yaml: '',
        objects: JSON.stringify([
          {
            apiVersion: 'v1',
            kind,
            metadata: { name: 'a' },
            data: { one: CANARY },
          },
        ]),
      });
    await cache.set('list', '[["apps/shop"]]');
    await cache.set('settings', entry('ConfigMap'));
    await cache.set('secret', entry('Secret'));
    expect(await store.getAll(['list', 'settings', 'secret'])).toEqual(
      new Map([
        ['list', '[["apps/shop"]]'],
        ['settings', entry('ConfigMap')],
      ]),
    );
    expect(await cache.get('settings')).toBe(entry('ConfigMap'));
  });
});
