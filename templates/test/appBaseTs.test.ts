import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
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
import {
  gitOpsFiles,
  type Manifest,
  manifests,
  names,
  one,
  pods,
} from './support/chart.ts';
import { checkTools } from './support/checkTools.ts';
import { documents, fileAt, isData, shape } from './support/structure.ts';
import { writeFiles } from './support/render.ts';
import { temporaryDirectory } from './support/temporaryDirectory.ts';
import { execute, tool } from './support/tools.ts';
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

test('free text is one value, whatever is in it', async () => {
  const plain = await renderTsService(['postgresql', 'media']);
  for (const description of hostileTexts) {
    const files = await renderTsService(['postgresql', 'media'], {
      description,
    });
    assertSameStructure(files, plain, description);
    for (const [index, file] of files.entries()) {
      if (file.path === 'README.md') {
        assert.doesNotMatch(file.content, /<script|<img/);
        assert.equal(
          file.content.split(/\r\n|\r|\n/).length,
          plain[index]?.content.split('\n').length,
        );
      } else if (!isData(file)) {
        assert.equal(file.content, plain[index]?.content, file.path);
      }
    }
    const [component] = documents(
      fileAt(files, 'catalog-info.yaml'),
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

test('actions and base images are pinned by what cannot change', async t => {
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

  const { actionlint } = await checkTools();
  const directory = await temporaryDirectory(t);
  await writeFiles(directory, files);
  await execute(
    actionlint,
    ['-no-color', '-shellcheck=', '-pyflakes=', ...workflows.map(w => w.path)],
    { cwd: directory },
  );
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

/** What Argo CD gets of an environment: the chart with the values in the ApplicationSet's order. */
async function deployed(
  context: TestContext,
  options: readonly Option[],
  environment: string,
  over: {
    name?: string;
    version?: string;
    imageDigests?: { web: string };
  } = {},
): Promise<Manifest[]> {
  const name = over.name ?? 'shop';
  const directory = await temporaryDirectory(context);
  const files = await renderTsManifests(options, {
    ...over,
    environments: [environment],
  });
  await writeFiles(directory, [...gitOpsFiles, ...files]);
  const values = [
    `apps/${name}/values.yaml`,
    `apps/${name}/overlays/${environment}/values.yaml`,
    `apps/${name}/overlays/${environment}/release/release.yaml`,
  ];
  return manifests(
    await execute(
      await tool('helm'),
      [
        ...['template', name, 'charts/web-app'],
        ...['--namespace', `${name}-${environment}`],
        ...values.flatMap(path => ['--values', path]),
      ],
      { cwd: directory },
    ),
  );
}

test('every combination deploys by the chart, in every environment', async t => {
  const always = [
    'ConfigMap shop',
    'ConfigMap shop-dashboards',
    'Deployment shop',
    'Ingress shop',
    'Namespace',
    'NetworkPolicy shop',
    'PrometheusRule shop',
    'Service shop',
    'ServiceAccount shop',
    'ServiceMonitor shop',
  ];
  for (const options of combinations) {
    for (const environment of ['dev', 'staging', 'prod']) {
      const all = await deployed(t, options, environment);
      const available = environment !== 'dev' && !options.includes('media');
      assert.deepEqual(
        names(all).map(name => name.replace(/^Namespace .*/, 'Namespace')),
        [
          ...always,
          ...(available ? ['PodDisruptionBudget shop'] : []),
          ...(options.includes('postgresql')
            ? ['Cluster shop-db', 'Job shop-migrate', 'NetworkPolicy shop-db']
            : []),
          ...(options.includes('media')
            ? ['PersistentVolumeClaim shop-media']
            : []),
        ].sort(),
      );
      const { replicas, template: pod } = pods(one(all, 'Deployment'));
      assert.equal(replicas, available ? 2 : 1);
      assert.equal(pod.spec.containers[0]?.image, 'ghcr.io/acme/shop:1.0.0');
      const { data } = one(all, 'ConfigMap');
      assert.equal(data?.PORT, '8080');
      assert.equal(data?.ENVIRONMENT, environment);
      assert.equal(
        data?.MEDIA_DIR,
        options.includes('media') ? '/data/media' : undefined,
      );
      const { rules } = one(all, 'Ingress').spec as { rules: unknown[] };
      const host =
        environment === 'prod'
          ? 'shop.example.com'
          : `shop.${environment}.example.com`;
      assert.equal((rules[0] as { host: string }).host, host);
    }
  }
});

test('the dashboard is JSON that Grafana can tell from others', async t => {
  const all = await deployed(t, [], 'prod', { name: 'null' });
  const { data = {} } = one(all, 'ConfigMap', 'null-dashboards');
  const dashboard = JSON.parse(data['null.json'] ?? '') as {
    uid: string;
    panels: { targets: { expr: string }[] }[];
  };
  assert.equal(dashboard.uid, 'null');
  for (const { targets } of dashboard.panels) {
    assert.match(targets[0]?.expr ?? '', /service="null"/);
  }
});

test('the release layer is the image and nothing else, by tag and digest', async t => {
  const digest = `sha256:${'a'.repeat(64)}`;
  const over = { version: '1.10', imageDigests: { web: digest } };
  const all = await deployed(t, [], 'prod', over);
  assert.equal(
    pods(one(all, 'Deployment')).template.spec.containers[0]?.image,
    `ghcr.io/acme/shop:1.10@${digest}`,
  );
  const files = await renderTsManifests([], over);
  for (const { path, content } of files) {
    const layer = parse(content) as Record<string, unknown>;
    assert.deepEqual(
      'image' in layer ? Object.keys(layer) : [],
      path.endsWith('/release/release.yaml') ? ['image'] : [],
      path,
    );
  }
});

test('component.yaml is what the GitOps repository accepts', async () => {
  const schema = fileAt(gitOpsFiles, 'schema/component.schema.json').content;
  const valid = new Ajv2020({ allErrors: true }).compile(JSON.parse(schema));
  const [component] = documents(
    fileAt(await renderTsManifests(), 'apps/shop/component.yaml'),
  ) as { style: string; images: string[] }[];
  assert.ok(valid(component), JSON.stringify(valid.errors));
  assert.equal(component?.style, 'helm');
  assert.deepEqual(component.images, ['ghcr.io/acme/shop']);
});
