import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import type { RenderedFile } from '../src/index.ts';
import {
  combinations,
  type Option,
  renderTsManifests,
  renderTsService,
  template,
  tsValues,
} from './support/appBaseTs.ts';
import { documents, fileAt, isData, shape } from './support/structure.ts';
import { hostileTexts } from './support/values.ts';

interface Entity {
  kind: string;
  metadata: {
    name: string;
    description: string;
    annotations: Record<string, string>;
  };
  spec: { owner: string; system?: string };
}

/** The same structure and the same other files, whatever the text is. */
function assertSameStructure(
  files: readonly RenderedFile[],
  plain: readonly RenderedFile[],
  text: string,
) {
  assert.deepEqual(
    files.map(({ path }) => path),
    plain.map(({ path }) => path),
  );
  for (const [index, file] of files.entries()) {
    const expected = plain[index];
    assert.ok(expected);
    if (isData(file)) {
      assert.deepEqual(
        documents(file).map(shape),
        documents(expected).map(shape),
        `${file.path} has another structure with ${JSON.stringify(text)}`,
      );
    }
  }
}

test('every combination renders whole, without files twice, and small', async () => {
  for (const options of combinations) {
    const files = await renderTsService(options);
    const paths = files.map(({ path }) => path);
    assert.equal(new Set(paths).size, paths.length);
    assert.ok(paths.length <= 60, `${paths.length} files`);
    for (const { path, content } of files) {
      if (path.startsWith('.github/workflows/')) {
        assert.doesNotMatch(content, /values\./, path);
      } else {
        assert.doesNotMatch(content, /\$\{\{|\{%/, path);
      }
    }
    assert.equal(
      files.some(({ content }) => /postgres/i.test(content)),
      options.includes('postgresql'),
    );
    assert.equal(
      files.some(({ content }) => content.includes('MEDIA_DIR')),
      options.includes('media'),
    );
  }
});

test('the lock file asks for what package.json does, and names no registry', async () => {
  for (const options of combinations) {
    const files = await renderTsService(options);
    const wanted = JSON.parse(fileAt(files, 'package.json').content);
    const { content } = fileAt(files, 'package-lock.json');
    const lock = JSON.parse(content);
    assert.deepEqual(lock.packages[''].dependencies, wanted.dependencies);
    assert.deepEqual(lock.packages[''].devDependencies, wanted.devDependencies);
    for (const name of Object.keys(wanted.dependencies)) {
      assert.ok(lock.packages[`node_modules/${name}`], name);
    }
    assert.equal(
      'node_modules/postgres' in lock.packages,
      options.includes('postgresql'),
    );
    assert.doesNotMatch(content, /"resolved"|registry/);
  }
});

test('the catalog gets a component with what the portal reads, and its system', async () => {
  const entities = async (system: string) =>
    documents(
      fileAt(await renderTsService([], { system }), 'catalog-info.yaml'),
    ) as Entity[];
  const [component, own] = await entities('');
  assert.deepEqual(component?.metadata.annotations, {
    'github.com/project-slug': 'acme/shop',
    'backstage.io/techdocs-ref': 'dir:.',
    'backstage.io/kubernetes-id': 'shop',
    'backstage.io/kubernetes-label-selector': 'slipway.dev/component=shop',
    'argocd/app-selector': 'slipway.dev/component=shop',
    'slipway.dev/component': 'shop',
  });
  assert.equal(component.spec.owner, 'group:default/team-shop');
  assert.equal(component.spec.system, 'shop');
  assert.deepEqual([own?.kind, own?.metadata.name], ['System', 'shop']);

  const inSystem = await entities('system:default/commerce');
  assert.deepEqual(
    inSystem.map(({ kind, spec }) => [kind, spec.system]),
    [['Component', 'system:default/commerce']],
  );
});

test('a description arrives as it was written', async () => {
  for (const description of hostileTexts) {
    const [component] = documents(
      fileAt(await renderTsService([], { description }), 'catalog-info.yaml'),
    ) as Entity[];
    assert.equal(component?.metadata.description, description);
  }
});

test('a name that YAML could take for something else stays a name', async () => {
  const options: Option[] = ['postgresql', 'media'];
  const plain = await renderTsService(options);
  const plainManifests = await renderTsManifests(options);
  for (const name of ['null', 'true', 'yes', 'on', 'e1']) {
    const over = { name, repository: `acme/${name}` };
    assertSameStructure(await renderTsService(options, over), plain, name);
    const own = await renderTsManifests(options, over);
    for (const [index, file] of own.entries()) {
      const strip = (text: string) =>
        text.replaceAll(/\b(null|true|yes|on|e1|shop)\.json\b/g, 'x.json');
      assert.deepEqual(
        shape(parse(strip(file.content))),
        shape(parse(strip(plainManifests[index]?.content ?? ''))),
        `${file.path} has another structure with the name ${name}`,
      );
    }
  }
});

test('actions and base images are pinned by what cannot change', async () => {
  const files = await renderTsService(['postgresql']);
  const workflows = files.filter(({ path }) =>
    path.startsWith('.github/workflows/'),
  );
  assert.equal(workflows.length, 2);
  for (const { path, content } of workflows) {
    for (const action of content.match(/uses: [^.].*/g) ?? []) {
      assert.match(
        action,
        /^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/,
        path,
      );
    }
  }
  const images = [
    ...(fileAt(files, 'Dockerfile').content.match(/^FROM .*/gm) ?? []),
    ...(fileAt(files, 'compose.yaml').content.match(/image: .*/g) ?? []),
  ];
  assert.equal(images.length, 3);
  for (const image of images) {
    assert.match(image, /@sha256:[0-9a-f]{64}( AS \w+)?$/);
  }
});

test('the steps give each layer the values that it is rendered with here', async () => {
  const text = await readFile(join(template, 'template.yaml'), 'utf8');
  const { spec } = parse(text) as {
    spec: {
      steps: {
        id: string;
        if?: string;
        input: { url?: string; values?: Record<string, unknown> };
      }[];
    };
  };
  const fetched = spec.steps.filter(({ input }) => input.values);
  assert.deepEqual(
    fetched.map(({ id, if: condition, input }) => [id, condition, input.url]),
    [
      ['skeleton', undefined, './skeleton'],
      [
        'postgresql',
        '${{ parameters.postgresql }}',
        './options/postgresql/skeleton',
      ],
      ['media', '${{ parameters.media }}', './options/media/skeleton'],
      ['component', undefined, './gitops/component'],
      ['overlays', undefined, './gitops/overlay'],
    ],
  );
  const { goModule, ...known } = tsValues();
  assert.ok(goModule);
  for (const { id, input } of fetched.filter(step => step.id !== 'overlays')) {
    assert.deepEqual(
      Object.keys(input.values ?? {}).sort(),
      Object.keys(known).sort(),
      id,
    );
  }
});
