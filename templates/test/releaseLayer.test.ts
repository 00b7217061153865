import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TemplateValues } from '../src/index.ts';
import { ofKind, overlays } from './support/kustomize.ts';
import { fillIn } from './support/form.ts';
import { renderGitOps, renderManifests } from './support/render.ts';
import { documents, fileAt, isData } from './support/structure.ts';
import { gitOpsValues, serviceValues } from './support/values.ts';

test('images come from the release layer, by tag and by digest', async t => {
  const digest = `sha256:${'a'.repeat(64)}`;
  const images = async (over: TemplateValues) =>
    ofKind((await overlays(t, over)).get('prod'), 'Deployment').flatMap(
      ({ spec }) => spec?.template?.spec.containers.map(one => one.image),
    );
  assert.deepEqual(await images({ version: '1.10' }), [
    'ghcr.io/acme/shop-backend:1.10',
    'ghcr.io/acme/shop-frontend:1.10',
  ]);
  assert.deepEqual(await images({ imageDigests: { backend: digest } }), [
    `ghcr.io/acme/shop-backend:1.0.0@${digest}`,
    'ghcr.io/acme/shop-frontend:1.0.0',
  ]);
});

test('the release layer holds images and nothing else', async () => {
  const files = await renderManifests({
    ...serviceValues(),
    name: 'shop',
    environments: ['dev'],
  });
  for (const file of files.filter(isData)) {
    if (!file.path.includes('/release/')) {
      assert.doesNotMatch(file.content, /newTag|digest/, file.path);
    }
  }
  const [release] = documents(
    fileAt(files, 'apps/shop/overlays/dev/release/kustomization.yaml'),
  ) as Record<string, unknown>[];
  assert.deepEqual(release, {
    apiVersion: 'kustomize.config.k8s.io/v1alpha1',
    kind: 'Component',
    images: [
      { name: 'ghcr.io/acme/shop-backend', newTag: '1.0.0' },
      { name: 'ghcr.io/acme/shop-frontend', newTag: '1.0.0' },
    ],
  });
});

test('a first version is one that the policies know as not released yet', async () => {
  const settings = fileAt(
    await renderGitOps(gitOpsValues),
    'policies/settings.yaml',
  );
  const [{ settings: known }] = documents(settings) as [
    { settings: { unreleasedTags: string[] } },
  ];
  for (const template of ['app-base-go-react', 'app-base-ts'] as const) {
    const { gitops } = await fillIn(template);
    const layers = gitops.filter(({ path }) => path.includes('/release/'));
    assert.equal(layers.length, 2);
    for (const layer of layers) {
      const tags = JSON.stringify(documents(layer)).matchAll(
        /"(?:newTag|tag)":"([^"]*)"/g,
      );
      for (const [, tag] of tags) {
        assert.deepEqual([tag], known.unreleasedTags, layer.path);
      }
    }
  }
});
