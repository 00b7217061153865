import { createRenderer } from '../createRenderer';
import { BUILD_MS, rendererWasm } from '../testing/rendererWasm';
import { component, treeOf } from '../testing/treeOf';
import type { FileTree, RenderCache, Renderer } from '../types';

const names = ['cart', 'pay', 'shop'];
let wasm: string;
const renderers: Renderer[] = [];

beforeAll(async () => {
  wasm = await rendererWasm();
}, BUILD_MS);

afterEach(async () => {
  await Promise.all(renderers.splice(0).map(one => one.close()));
});

async function start(cache?: RenderCache): Promise<Renderer> {
  const renderer = await createRenderer({ wasm, cache, timeoutMs: 60_000 });
  renderers.push(renderer);
  return renderer;
}

function files(shared: string): Record<string, string> {
  return {
    ...component('cart', { base: '../../../../shared' }),
    ...component('pay'),
    ...component('shop', { base: '../../../../shared' }),
    'shared/kustomization.yaml': 'resources: [map.yaml]\n',
    'shared/map.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${shared} }\n`,
  };
}

/** Which components are rendered for a tree, not found: a store is told of those. */
class Store implements RenderCache {
  readonly values = new Map<string, string>();
  written: string[] = [];

  async get(key: string) {
    return this.values.get(key);
  }

  async set(key: string, value: string) {
    this.values.set(key, value);
    this.written.push(value);
  }

  /** Results that were made since the last look. */
  rendered(): string[] {
    const results = this.written.filter(value => value.startsWith('{'));
    this.written = [];
    return names.filter(name =>
      results.some(value => value.includes(`${name}-prod`)),
    );
  }
}

function renderAll(renderer: Renderer, tree: FileTree) {
  return Promise.all(
    names.map(name =>
      renderer.render(tree, {
        style: 'kustomize',
        path: `apps/${name}/overlays/prod`,
      }),
    ),
  );
}

const yamlOf = (results: { yaml: string }[]) => results.map(one => one.yaml);

it('renders exactly what a change is able to alter', async () => {
  const store = new Store();
  const renderer = await start(store);
  const before = files('one');
  const first = await renderAll(renderer, treeOf(before));
  expect(store.rendered()).toEqual(names);

  const same = await renderAll(renderer, treeOf({ ...before }));
  expect(store.rendered()).toEqual([]);
  expect(same.map(one => one.objects)).toEqual(first.map(one => one.objects));

  const unrelated = {
    ...before,
    'apps/shop/overlays/dev/kustomization.yaml': '',
  };
  await renderAll(renderer, treeOf(unrelated));
  expect(store.rendered()).toEqual([]);

  const [cart, pay] = await renderAll(renderer, treeOf(files('two')));
  expect(store.rendered()).toEqual(['cart', 'shop']);
  expect(cart?.yaml).toContain('name: two');
  expect(pay?.yaml).toBe(first[1]?.yaml);

  expect(yamlOf(await renderAll(renderer, treeOf(before)))).toEqual(
    yamlOf(first),
  );
  expect(store.rendered()).toEqual([]);
}, 60_000);

it('sees a file that appears where one was looked for, and one that goes', async () => {
  const renderer = await start();
  const before = files('one');
  await renderAll(renderer, treeOf(before));
  const ambiguous = {
    ...before,
    'apps/pay/overlays/prod/kustomization.yml': 'resources: []\n',
  };
  const request = {
    style: 'kustomize',
    path: 'apps/pay/overlays/prod',
  } as const;
  await expect(
    renderer.render(treeOf(ambiguous), request),
  ).rejects.toMatchObject({ name: 'RenderError' });

  const { 'apps/pay/base/deployment.yaml': _, ...incomplete } = before;
  await expect(
    renderer.render(treeOf(incomplete), request),
  ).rejects.toMatchObject({ reason: 'missing' });
}, 60_000);

it('sees a template that is added to a chart', async () => {
  const renderer = await start();
  const chart = {
    'charts/web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
    'charts/web/templates/a.yaml':
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n',
  };
  const request = {
    style: 'helm',
    chart: 'charts/web',
    release: 'web',
    namespace: 'web',
    values: [],
  } as const;
  const one = await renderer.render(treeOf(chart), request);
  const two = await renderer.render(
    treeOf({
      ...chart,
      'charts/web/templates/b.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: b }\n',
    }),
    request,
  );
  expect([one.objects.length, two.objects.length]).toEqual([1, 2]);
}, 60_000);

it('is warm after a restart, and works without a store that fails', async () => {
  const store = new Store();
  const tree = treeOf(files('one'));
  const first = await renderAll(await start(store), tree);
  store.rendered();

  const restarted = treeOf(files('one'));
  const again = await renderAll(await start(store), restarted);
  expect(yamlOf(again)).toEqual(yamlOf(first));
  expect(again.map(one => one.objects)).toEqual(first.map(one => one.objects));
  expect(store.rendered()).toEqual([]);
  expect(restarted.readPaths).toEqual([]);

  const damaged = new Map([...store.values.keys()].map(key => [key, '{"x']));
  const failing: RenderCache = {
    get: async key => damaged.get(key),
    set: async () => {
      throw new Error('the database is gone');
    },
  };
  const without = await renderAll(await start(failing), tree);
  expect(yamlOf(without)).toEqual(yamlOf(first));
}, 60_000);

it('renders once for all who ask for the same at the same time', async () => {
  const store = new Store();
  const renderer = await start(store);
  const request = {
    style: 'kustomize',
    path: 'apps/pay/overlays/prod',
  } as const;
  const results = await Promise.all(
    Array.from({ length: 5 }, () =>
      renderer.render(treeOf(files('one')), request),
    ),
  );
  expect(new Set(yamlOf(results)).size).toBe(1);
  expect(store.written.filter(value => value.startsWith('{'))).toHaveLength(1);
}, 60_000);
