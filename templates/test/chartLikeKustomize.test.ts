import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  chart,
  everything,
  type Manifest,
  manifests,
  one,
  pods,
} from './support/chart.ts';
import { renderManifests, writeFiles } from './support/render.ts';
import { shape } from './support/structure.ts';
import { temporaryDirectory } from './support/temporaryDirectory.ts';
import { execute, tool } from './support/tools.ts';
import { serviceValues } from './support/values.ts';

test('a service in Helm is what it is in Kustomize', async t => {
  const directory = await temporaryDirectory(t);
  await writeFiles(
    directory,
    await renderManifests({
      ...serviceValues(),
      name: 'shop',
      environments: ['prod'],
    }),
  );
  const kustomized = manifests(
    await execute(
      await tool('kustomize'),
      ['build', 'apps/shop/overlays/prod'],
      { cwd: directory },
    ),
  );
  const { media, ...stateless } = everything;
  assert.ok(media);
  const helmed = await (await chart(t)).render(stateless);
  const kinds = new Set(helmed.map(({ kind }) => kind));
  for (const { kind } of kustomized) {
    assert.ok(kinds.has(kind), `Helm has no ${kind}`);
  }
  const essence = (manifest: Manifest) => {
    const { strategy, template } = pods(manifest);
    const [container] = template.spec.containers;
    return {
      labels: Object.keys(template.metadata.labels).sort(),
      strategy,
      security: template.spec.securityContext,
      spread: template.spec.topologySpreadConstraints.map(
        ({ labelSelector, ...constraint }) => [
          constraint,
          shape(labelSelector),
        ],
      ),
      container: container?.securityContext,
      lifecycle: container?.lifecycle,
    };
  };
  assert.deepEqual(
    essence(one(helmed, 'Deployment')),
    essence(one(kustomized, 'Deployment', 'shop-backend')),
  );
});
