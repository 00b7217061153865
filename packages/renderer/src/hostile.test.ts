import { createRenderer } from './createRenderer';
import { hostileInputs, policies } from './testing/hostile';
import { BUILD_MS, rendererWasm } from './testing/rendererWasm';
import { component, treeOf } from './testing/treeOf';
import type { Renderer } from './types';

let renderer: Renderer;

beforeAll(async () => {
  renderer = await createRenderer({
    wasm: await rendererWasm(),
    workers: 1,
    memoryMiB: 256,
    timeoutMs: 60_000,
  });
}, BUILD_MS);

afterAll(() => renderer.close());

it.each(hostileInputs)(
  '$name: $expected',
  async ({ files, request, expected, at }) => {
    const result = await renderer.render(treeOf(files()), request).then(
      () => ({ reason: 'rendered' }),
      error => error,
    );
    expect(result).toMatchObject({ reason: expected, ...at });
    expect(result.message ?? '').not.toContain('\n');
  },
  60_000,
);

it.each(policies)(
  'a policy of $name: $expected',
  async ({ text, expected }) => {
    const asked = renderer.evaluate({
      modules: new Map([['p.rego', text]]),
      data: {},
      queries: ['data.p.answer'],
      inputs: ['{}'],
    });
    const result = await asked.then(
      () => ({ reason: 'evaluated' }),
      error => error,
    );
    expect(result).toMatchObject({ reason: expected });
  },
  60_000,
);

it('renders as before after all that', async () => {
  const { objects } = await renderer.render(treeOf(component('shop')), {
    style: 'kustomize',
    path: 'apps/shop/overlays/prod',
  });
  expect(objects).toHaveLength(1);
});
