import { createRenderer } from './createRenderer';
import { BUILD_MS, rendererWasm } from './testing/rendererWasm';
import { component, treeOf } from './testing/treeOf';
import type { Renderer, RendererOptions } from './types';

let wasm: string;
let renderer: Renderer;

beforeAll(async () => {
  wasm = await rendererWasm();
}, BUILD_MS);

afterEach(() => renderer.close());

async function start(options: Partial<RendererOptions>) {
  renderer = await createRenderer({ wasm, timeoutMs: 60_000, ...options });
}

const overlay = (name: string) =>
  ({ style: 'kustomize', path: `apps/${name}/overlays/prod` }) as const;

/** Renders to more than fits in a small memory, from files that each are allowed. */
function greedy(): Record<string, string> {
  const files = Array.from({ length: 25 }, (_, at) => `part${at}.txt`);
  return {
    'apps/greedy/overlays/prod/kustomization.yaml': `configMapGenerator: [{ name: big, files: [${files.join(', ')}] }]\n`,
    ...Object.fromEntries(
      files.map((file, at) => [
        `apps/greedy/overlays/prod/${file}`,
        String.fromCharCode(97 + at).repeat(1_000_000),
      ]),
    ),
  };
}

it('ends work that takes too long, and goes on with another worker', async () => {
  await start({ workers: 1, timeoutMs: 8_000 });
  const endless = renderer.evaluate({
    modules: new Map([
      [
        'endless.rego',
        [
          'package endless',
          'import rego.v1',
          'pairs := count([1 | some i in numbers.range(1, 50000); some j in numbers.range(1, 50000); i == j + 1])',
          '',
        ].join('\n'),
      ],
    ]),
    data: {},
    queries: ['data.endless.pairs'],
    inputs: ['{}'],
  });
  await expect(endless).rejects.toMatchObject({
    name: 'RenderError',
    reason: 'timeout',
    message: expect.stringContaining('longer than 8 s'),
  });
  const tree = treeOf(component('shop'));
  const { objects } = await renderer.render(tree, overlay('shop'));
  expect(objects).toHaveLength(1);
}, 60_000);

it('ends a render that needs too much memory, and lets the others go on', async () => {
  await start({ workers: 2, memoryMiB: 96 });
  const tree = treeOf({
    ...component('shop'),
    ...component('cart'),
    ...greedy(),
  });
  const [shop, big, cart] = await Promise.allSettled([
    renderer.render(tree, overlay('shop')),
    renderer.render(tree, overlay('greedy')),
    renderer.render(tree, overlay('cart')),
  ]);
  expect(big).toMatchObject({
    status: 'rejected',
    reason: { name: 'RenderError', reason: 'memory' },
  });
  expect([shop.status, cart.status]).toEqual(['fulfilled', 'fulfilled']);
  await expect(
    renderer.evaluate({
      modules: new Map(),
      data: { one: 1 },
      queries: ['data.one'],
      inputs: ['{}'],
    }),
  ).resolves.toEqual([[1]]);
}, 60_000);

it('refuses a limit that the program cannot even start with', async () => {
  await expect(createRenderer({ wasm, memoryMiB: 1 })).rejects.toThrow(
    /needs at least \d+ MiB of memory; raise the limit/,
  );
});

it('lets a caller give up at once, and no other with it', async () => {
  await start({ workers: 1 });
  const tree = treeOf(component('shop'));
  const impatient = new AbortController();
  const first = renderer.render(tree, overlay('shop'), impatient);
  const second = renderer.render(tree, overlay('shop'));
  impatient.abort(new Error('superseded'));
  await expect(first).rejects.toThrow('superseded');
  expect((await second).objects).toHaveLength(1);
  await expect(
    renderer.render(tree, overlay('shop'), impatient),
  ).rejects.toThrow('superseded');
}, 60_000);

it('refuses work after it is closed, and what was under way', async () => {
  await start({ workers: 1 });
  const underWay = renderer.render(treeOf(component('shop')), overlay('shop'));
  const [ended] = await Promise.allSettled([underWay, renderer.close()]);
  expect(ended).toMatchObject({
    status: 'rejected',
    reason: { message: 'The renderer is closed' },
  });
  await expect(
    renderer.render(treeOf(component('cart')), overlay('cart')),
  ).rejects.toThrow('The renderer is closed');
}, 60_000);
