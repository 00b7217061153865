import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import { createRenderer, type Renderer } from '@slipway/renderer';
import type { Knex } from 'knex';
import { applyMigrations } from '../database/applyMigrations';
import { GitObjects } from '../git/GitObjects';
import { GITOPS_FILES, GitFixture } from '../testing/GitFixture';
import { BUILD_MS, rendererWasm } from '../testing/rendererWasm';
import { Planner } from './Planner';
import { PlanService } from './PlanService';
import { decompress } from './store/compress';
import { PlanStore } from './store/PlanStore';
import { RenderCacheStore } from './store/RenderCacheStore';
import { SecretFreeCache } from './store/SecretFreeCache';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const TEMPLATE = join(__dirname, '../../../../templates/infra-gitops/skeleton');
const CANARY = 'canary-5f2b8c1d9e';

/** The files of a directory of the template, as they are. */
async function templateFiles(directory: string) {
  const entries = await readdir(join(TEMPLATE, directory), {
    recursive: true,
    withFileTypes: true,
  });
  const paths = entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(
      paths.map(async path => [
        relative(TEMPLATE, path),
        await readFile(path, 'utf8'),
      ]),
    ),
  );
}

function helmComponent(name: string): Record<string, string> {
  const overlay = `apps/${name}/overlays/prod`;
  return {
    [`apps/${name}/component.yaml`]: GITOPS_FILES['apps/shop/component.yaml']
      .replaceAll('shop', name)
      .replace('kustomize', 'helm'),
    [`apps/${name}/values.yaml`]: 'replicas: 2\n',
    [`${overlay}/values.yaml`]: `podDisruptionBudget: { enabled: true }
ingress: { enabled: true, host: ${name}.example.com }
`,
    [`${overlay}/release/release.yaml`]: `image:
  repository: ghcr.io/acme/${name}
  tag: '1.0.0'
  digest: sha256:${'a'.repeat(64)}
`,
  };
}

describe('with the real renderer', () => {
  let directory: string;
  let fixture: GitFixture;
  let knex: Knex;
  let renderer: Renderer;
  let base: string;

  const start = async () =>
    createRenderer({
      wasm: await rendererWasm(),
      timeoutMs: 60_000,
      cache: new SecretFreeCache(new RenderCacheStore(knex)),
    });

  const service = (by: Renderer = renderer) =>
    new PlanService({
      planner: new Planner({
        renderer: by,
        cache: new RenderCacheStore(knex),
        version: '1',
      }),
      store: new PlanStore(knex),
      objects: new GitObjects(join(fixture.directory, '.git')),
      fetchPullRequest: async () => {},
      fetch: async () => base,
    });

  beforeAll(() => rendererWasm(), BUILD_MS);

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'real-plans-'));
    fixture = await GitFixture.create(join(directory, 'repository'));
    knex = await databases.init('SQLITE_3');
    await applyMigrations({ getClient: async () => knex });
    base = await fixture.commit({
      'environments.yaml': GITOPS_FILES['environments.yaml'],
      ...(await templateFiles('charts')),
      ...(await templateFiles('policies')),
      'policies/settings.yaml': `settings:
  allowedRegistries: [ghcr.io/acme]
  unreleasedTags: []
  productionEnvironments: [prod]
  platformProjects: [platform]
  repository: https://example.com/acme/infra-gitops.git
`,
      ...helmComponent('till'),
      ...helmComponent('cart'),
      'apps/shop/component.yaml': GITOPS_FILES['apps/shop/component.yaml'],
      'apps/shop/overlays/dev/kustomization.yaml':
        'namespace: shop-dev\nresources: [settings.yaml]\n',
      'apps/shop/overlays/dev/settings.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\n',
    });
    renderer = await start();
  });

  afterEach(async () => {
    await renderer.close();
    await rm(directory, { recursive: true, force: true });
  });

  it('plans a promotion in words, judged by the policies of the template', async () => {
    const file = 'apps/till/overlays/prod/release/release.yaml';
    const release = helmComponent('till')[file];
    const plan = await service().planFiles({
      files: [{ path: file, content: release.replace('1.0.0', '1.1.0') }],
    });
    expect(plan.verdict).toEqual({ level: 'safe', reasons: [] });
    expect(plan).toMatchObject({
      untouched: 2,
      overlays: [
        {
          application: 'till-prod',
          clusters: ['yc', 'vk'],
          version: { before: '1.0.0', after: '1.1.0' },
        },
      ],
    });
    const foreign = await service().planFiles({
      files: [{ path: file, content: release.replace('ghcr.io', 'quay.io') }],
    });
    expect(foreign.verdict.level).toBe('refused');
    expect(foreign.overlays[0].findings).toContainEqual(
      expect.objectContaining({ rule: 'image-registry', introduced: true }),
    );
  });

  it('refuses the host of another component, in the policies’ words', async () => {
    const path = 'apps/till/overlays/prod/values.yaml';
    const content = helmComponent('till')[path].replace('till.', 'cart.');
    const plan = await service().planFiles({ files: [{ path, content }] });
    expect(plan.verdict.level).toBe('refused');
    expect(plan.findings).toContainEqual(
      expect.objectContaining({ rule: 'ingress-host', introduced: true }),
    );
  });

  it('reaches every overlay of a chart that gets another template, and renders none when nothing changed', async () => {
    const files = [
      {
        path: 'charts/web-app/templates/extra.yaml',
        content:
          'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: extra\n  namespace: {{ .Release.Namespace }}\n',
      },
    ];
    const plan = await service().planFiles({ files });
    expect(plan.overlays.map(({ application }) => application)).toEqual([
      'cart-prod',
      'till-prod',
    ]);
    const other = await start();
    const render = jest.spyOn(other, 'render');
    const next = await service(other).planFiles({
      files: [{ path: 'README.md', content: 'x' }],
    });
    expect(next).toMatchObject({ overlays: [], untouched: 3 });
    expect(render).not.toHaveBeenCalled();
    await other.close();
  });

  it('keeps secrets out of every row and every plan', async () => {
    const overlay = 'apps/shop/overlays/dev';
    const plan = await service().planFiles({
      files: [
        {
          path: `${overlay}/kustomization.yaml`,
          content: `namespace: shop-dev
resources: [settings.yaml]
secretGenerator:
  - { name: generated, literals: [token=${CANARY}] }
`,
        },
        {
          path: `${overlay}/settings.yaml`,
          content: `apiVersion: v1
kind: Secret
metadata: { name: plain }
stringData: { token: ${CANARY} }
`,
        },
        {
          path: 'apps/till/overlays/prod/values.yaml',
          content: `config: { DB_PASSWORD: ${CANARY} }\n`,
        },
        {
          path: 'apps/cart/overlays/prod/values.yaml',
          content: `password: ${CANARY}\nreplicas: [${CANARY}\n`,
        },
      ],
    });
    expect(plan.overlays).toHaveLength(3);
    expect(plan.overlays).toContainEqual(
      expect.objectContaining({
        application: 'cart-prod',
        problem: expect.objectContaining({ side: 'head' }),
      }),
    );
    const rows: { content: Buffer }[] = [
      ...(await knex('plans').select('content')),
      ...(await knex('render_cache').select('content')),
    ];
    const texts = await Promise.all(
      rows.map(({ content }) => decompress(content)),
    );
    expect(texts.length).toBeGreaterThan(8);
    const encoded = Buffer.from(CANARY).toString('base64');
    for (const text of [...texts, JSON.stringify(plan)]) {
      expect(text).not.toContain(CANARY);
      expect(text).not.toContain(encoded);
    }
  });
});
