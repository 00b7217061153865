import { createRenderer } from './createRenderer';
import { BUILD_MS, rendererWasm } from './testing/rendererWasm';
import { component, treeOf } from './testing/treeOf';
import type { Renderer } from './types';

const prod = { style: 'kustomize', path: 'apps/shop/overlays/prod' } as const;

let renderer: Renderer;

beforeAll(async () => {
  renderer = await createRenderer({
    wasm: await rendererWasm(),
    timeoutMs: 60_000,
  });
  // A worker compiles WebAssembly before its first render, which no test is about.
  await renderer.render(treeOf(component('shop')), prod);
}, BUILD_MS);

afterAll(() => renderer.close());

describe('render', () => {
  it('gives the text of kustomize build, its objects and what they depend on', async () => {
    const tree = treeOf({ ...component('shop'), ...component('other') });
    const { yaml, objects, reads } = await renderer.render(tree, prod);
    expect(yaml).toBe(
      [
        'apiVersion: apps/v1',
        'kind: Deployment',
        'metadata:',
        '  name: shop',
        '  namespace: shop-prod',
        'spec:',
        '  replicas: 1',
        '',
      ].join('\n'),
    );
    expect(objects).toEqual([
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'shop', namespace: 'shop-prod' },
        spec: { replicas: 1 },
      },
    ]);
    const file = 'apps/shop/base/deployment.yaml';
    expect(reads.get(file)).toBe(tree.files.get(file)?.oid);
    expect(reads.has('apps/shop/base/kustomization.yml')).toBe(true);
    expect(reads.get('apps/shop/base/kustomization.yml')).toBeUndefined();
    expect(tree.readPaths.filter(path => path.includes('other'))).toEqual([]);
  });

  it('finds bases that lie anywhere in the tree, and reads nothing beside them', async () => {
    const tree = treeOf({
      ...component('shop', { base: '../../../../platform/base' }),
      'platform/base/kustomization.yaml': 'resources: [../more]\n',
      'platform/more/kustomization.yaml': 'resources: [map.yaml]\n',
      'platform/more/map.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: shared }\n',
      'platform/unused/map.yaml': 'kind: [',
    });
    const { objects, reads } = await renderer.render(tree, prod);
    expect(objects).toEqual([expect.objectContaining({ kind: 'ConfigMap' })]);
    expect(reads.get('platform/more/map.yaml')).toBeDefined();
    expect(tree.readPaths).not.toContain('platform/unused/map.yaml');
  });

  it('renders a chart with the values of the component', async () => {
    const tree = treeOf({
      'charts/web-app/Chart.yaml':
        'apiVersion: v2\nname: web-app\nversion: 1.0.0\n',
      'charts/web-app/values.yaml': 'replicas: 1\n',
      'charts/web-app/templates/deployment.yaml': [
        'apiVersion: apps/v1',
        'kind: Deployment',
        'metadata: { name: {{ .Release.Name }}, namespace: {{ .Release.Namespace }} }',
        'spec: { replicas: {{ .Values.replicas }} }',
        '',
      ].join('\n'),
      'apps/shop/values.yaml': 'replicas: 2\n',
      'apps/shop/overlays/prod/values.yaml': 'replicas: 3\n',
    });
    const { objects, yaml } = await renderer.render(tree, {
      style: 'helm',
      chart: 'charts/web-app',
      release: 'shop',
      namespace: 'shop-prod',
      values: ['apps/shop/values.yaml', 'apps/shop/overlays/prod/values.yaml'],
    });
    expect(yaml).toContain('# Source: web-app/templates/deployment.yaml');
    expect(objects).toEqual([
      expect.objectContaining({
        metadata: { name: 'shop', namespace: 'shop-prod' },
        spec: { replicas: 3 },
      }),
    ]);
  });

  it.each([
    ['remote-base', 'https://github.com/org/repo//base?ref=main'],
    ['outside', '../../../../../etc'],
    ['missing', 'nothing.yaml'],
    ['symlink', 'link.yaml'],
  ])('says why and where it refuses: %s', async (reason, resource) => {
    const tree = treeOf({
      'apps/shop/overlays/prod/kustomization.yaml': `resources:\n- ${resource}\n`,
      'apps/shop/overlays/prod/link.yaml': '→ /etc/passwd',
    });
    const failure = renderer.render(tree, prod);
    await expect(failure).rejects.toMatchObject({
      name: 'RenderError',
      reason,
      message: expect.stringMatching(/^[^\n]+$/),
      file: expect.stringContaining('apps/shop/overlays/prod'),
    });
  });

  it('refuses a file that is too large without reading it', async () => {
    const tree = treeOf({
      'apps/shop/overlays/prod/kustomization.yaml': 'resources: [big.yaml]\n',
      'apps/shop/overlays/prod/big.yaml': ' '.repeat(5 * 1024 * 1024),
    });
    await expect(renderer.render(tree, prod)).rejects.toMatchObject({
      reason: 'limit',
      file: 'apps/shop/overlays/prod/big.yaml',
    });
    expect(tree.readPaths).not.toContain('apps/shop/overlays/prod/big.yaml');
  });
});

describe('evaluate', () => {
  const modules = new Map([
    [
      'policies/replicas.rego',
      [
        'package slipway',
        'import rego.v1',
        'deny contains sprintf("%d replicas", [input.replicas]) if input.replicas > data.most',
        '',
      ].join('\n'),
    ],
  ]);

  it('answers every query for every input, in their order', async () => {
    const inputs = Array.from({ length: 60 }, (_, replicas) =>
      JSON.stringify({ replicas }),
    );
    const results = await renderer.evaluate({
      modules,
      data: { most: 57 },
      queries: ['data.slipway.deny', 'data.most'],
      inputs,
    });
    expect(results).toHaveLength(60);
    expect(results.slice(56)).toEqual([
      [[], 57],
      [[], 57],
      [['58 replicas'], 57],
      [['59 replicas'], 57],
    ]);
  });

  it('says what is wrong with a policy', async () => {
    const broken = new Map([['policies/x.rego', 'package x\nnonsense {']]);
    await expect(
      renderer.evaluate({
        modules: broken,
        data: {},
        queries: ['data.x'],
        inputs: ['{}'],
      }),
    ).rejects.toMatchObject({ reason: 'policy', file: 'policies/x.rego' });
  });
});

it('says how to build a program that is not there', async () => {
  await expect(createRenderer({ wasm: '/nothing.wasm' })).rejects.toThrow(
    /\/nothing\.wasm cannot be read; build it with/,
  );
});
