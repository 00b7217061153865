import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitObjects } from '../git/GitObjects';
import { FakeRenderer } from '../testing/FakeRenderer';
import { GitFixture } from '../testing/GitFixture';
import { MemoryCache } from './store/MemoryCache';
import {
  component,
  deployment,
  ingress,
  PLAN_FILES,
} from '../testing/planFixture';
import { Planner } from './Planner';
import { ObjectTree } from './trees/ObjectTree';

describe('Planner', () => {
  let directory: string;
  let fixture: GitFixture;
  let objects: GitObjects;
  let renderer: FakeRenderer;
  let cache: MemoryCache;
  let base: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'planner-'));
    fixture = await GitFixture.create(join(directory, 'repository'));
    objects = new GitObjects(join(fixture.directory, '.git'));
    renderer = new FakeRenderer();
    cache = new MemoryCache();
    base = await fixture.commit(PLAN_FILES);
  });

  afterEach(() => rm(directory, { recursive: true, force: true }));

  const planner = () => new Planner({ renderer, cache, version: '1' });

  async function request(headCommit: string, baseCommit = base) {
    return {
      base: await ObjectTree.load(objects, baseCommit),
      baseCommit,
      head: await ObjectTree.load(objects, headCommit),
      headCommit,
    };
  }

  async function plan(head: string, by = planner()) {
    return by.plan(await request(head));
  }

  it('renders what a changed file reaches, and nothing else', async () => {
    const by = planner();
    await plan(base, by);
    expect(renderer.renders).toHaveLength(4);
    renderer.renders.length = 0;
    const head = await fixture.commit({
      'apps/shop/overlays/prod/deployment.yaml': deployment('shop-prod', 3),
    });
    const { plan: one } = await plan(head, by);
    expect(renderer.renders).toEqual([
      'apps/shop/overlays/prod',
      'apps/shop/overlays/prod',
    ]);
    expect(one.overlays.map(({ path }) => path)).toEqual([
      'apps/shop/overlays/prod',
    ]);
    expect(one).toMatchObject({ untouched: 3, base, head });
  });

  it('knows after a restart what it knew before', async () => {
    await plan(base);
    renderer.renders.length = 0;
    await plan(base);
    expect(renderer.renders).toEqual([]);
  });

  it('plans every overlay of a shared base that changes', async () => {
    const head = await fixture.commit({
      'apps/shop/base/service.yaml':
        'apiVersion: v1\nkind: Service\nmetadata: { name: renamed }\n',
    });
    const { plan: one } = await plan(head);
    expect(one.overlays.map(({ path }) => path)).toEqual([
      'apps/shop/overlays/dev',
      'apps/shop/overlays/prod',
    ]);
  });

  it('plans an overlay that looked for a file which now appears', async () => {
    base = await fixture.commit({
      'apps/shop/overlays/dev/deployment.yaml': undefined,
    });
    const head = await fixture.commit({
      'apps/shop/overlays/dev/deployment.yaml': deployment('shop-dev', 1),
    });
    const { plan: one } = await plan(head);
    expect(one.overlays).toMatchObject([
      {
        path: 'apps/shop/overlays/dev',
        problem: { side: 'base', reason: 'missing' },
      },
    ]);
  });

  it('sees Applications come, go and move to other clusters', async () => {
    const gone = Object.keys(component('till')).map(path => [path, undefined]);
    const head = await fixture.commit({
      ...Object.fromEntries(gone),
      ...component('cart'),
      'environments.yaml': PLAN_FILES['environments.yaml'].replace(
        'clusters: [yc, vk]',
        'clusters: [yc]',
      ),
    });
    const { plan: one } = await plan(head);
    const seen = one.overlays.map(
      ({ application, change, clusters, clustersRemoved }) => ({
        application,
        change,
        clusters,
        clustersRemoved,
      }),
    );
    expect(seen).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ application: 'cart-dev', change: 'added' }),
        expect.objectContaining({
          application: 'till-prod',
          change: 'removed',
        }),
        {
          application: 'shop-prod',
          change: 'changed',
          clusters: ['yc'],
          clustersRemoved: ['vk'],
        },
      ]),
    );
  });

  it('refuses a host that an overlay has which the change leaves alone', async () => {
    const head = await fixture.commit({
      'apps/shop/overlays/prod/ingress.yaml': ingress(
        'shop-prod',
        'till-prod.example.com',
      ),
    });
    const { plan: one } = await plan(head);
    expect(one.verdict.level).toBe('refused');
    expect(one.verdict.reasons).toContainEqual(
      expect.objectContaining({ kind: 'collision' }),
    );
  });

  it('judges by the policies of the base, with their settings and without their tests', async () => {
    const asked: unknown[] = [];
    renderer.rules.set(
      'data.slipway.overlay.deny',
      (input, { modules, data }) => {
        asked.push([[...modules.keys()], data]);
        const overlay = JSON.parse(JSON.stringify(input));
        return overlay.environment.name === 'prod' &&
          overlay.objects[1].spec.replicas < 2
          ? [
              {
                rule: 'replicas',
                object: 'Deployment app',
                reason: 'few',
                fix: 'more',
              },
            ]
          : [];
      },
    );
    const head = await fixture.commit({
      'policies/overlay/replicas.rego': undefined,
      'apps/shop/overlays/prod/deployment.yaml': deployment('shop-prod', 1),
    });
    const { plan: one } = await plan(head);
    expect(asked[0]).toEqual([
      ['policies/overlay/replicas.rego'],
      { settings: { productionEnvironments: ['prod'] } },
    ]);
    expect(one.verdict.level).toBe('refused');
    expect(one.overlays[0].findings).toEqual([
      expect.objectContaining({ rule: 'replicas', introduced: true }),
    ]);
  });

  it('gives the policies of the repository every host, and the files that matter', async () => {
    const inputs: Record<string, unknown>[] = [];
    renderer.rules.set('data.slipway.repository.deny', input => {
      inputs.push(input);
      return [];
    });
    const head = await fixture.commit({
      'apps/shop/overlays/prod/deployment.yaml': deployment('shop-prod', 3),
    });
    await plan(head);
    const { files, overlays, projects, components } = JSON.parse(
      JSON.stringify(inputs.at(-1)),
    );
    expect(overlays).toContainEqual({
      component: 'till',
      environment: 'prod',
      overlay: 'prod',
      clusters: ['yc', 'vk'],
      hosts: ['till-prod.example.com'],
    });
    expect(overlays).toHaveLength(4);
    expect(components.map(({ name }: { name: string }) => name)).toEqual([
      'shop',
      'till',
    ]);
    expect(projects).toMatchObject([
      { cluster: 'yc', metadata: { name: 'team-shop' } },
    ]);
    const paths = files.map(({ path }: { path: string }) => path);
    expect(paths).toContain('apps/shop/base/service.yaml');
    expect(paths).toContain('environments.yaml');
    expect(paths).not.toContain('apps/till/base/service.yaml');
  });

  it('lets nothing pass that policies cannot judge', async () => {
    renderer.rules.set('data.slipway.overlay.deny', () => {
      throw new Error('rego_type_error');
    });
    const head = await fixture.commit({
      'apps/shop/overlays/prod/deployment.yaml': deployment('shop-prod', 3),
    });
    const { plan: one } = await plan(head);
    expect(one.verdict.level).toBe('refused');
    expect(one.overlays[0].findings).toMatchObject([{ rule: 'policy-error' }]);
  });

  it('says so where there are no policies', async () => {
    base = await fixture.commit({
      'policies/overlay/replicas.rego': undefined,
      'policies/settings.yaml': undefined,
    });
    const head = await fixture.commit({
      'apps/shop/overlays/prod/deployment.yaml': deployment('shop-prod', 3),
    });
    const { plan: one } = await plan(head);
    expect(one.findings).toMatchObject([
      { rule: 'no-policies', effect: 'warn', introduced: false },
    ]);
  });

  it('says what is wrong with environments.yaml of a change', async () => {
    const head = await fixture.commit({ 'environments.yaml': 'kind: Wrong\n' });
    const { plan: one } = await plan(head);
    expect(one.verdict.level).toBe('refused');
    expect(one.verdict.reasons[0].message).toContain('environments.yaml');
  });

  it('stops when its caller has gone', async () => {
    const gone = new AbortController();
    let open = () => {};
    renderer.gate = new Promise(resolve => {
      open = resolve;
    });
    const planned = planner().plan(await request(base), {
      signal: gone.signal,
    });
    gone.abort();
    open();
    await expect(planned).rejects.toThrow('aborted');
  });

  it('gives the same change the same id, and another policy another', async () => {
    const head = await fixture.commit({ 'README.md': 'x' });
    const by = planner();
    const one = by.idOf(await request(head));
    expect(by.idOf(await request(head))).toBe(one);
    const next = await fixture.commit({ 'policies/settings.yaml': 'a: {}\n' });
    expect(by.idOf(await request(next, next))).not.toBe(
      by.idOf(await request(head, head)),
    );
  });
});
