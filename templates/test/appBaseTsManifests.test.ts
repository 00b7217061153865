import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import {
  combinations,
  type Option,
  renderTsManifests,
} from './support/appBaseTs.ts';
import {
  gitOpsFiles,
  type Manifest,
  manifests,
  names,
  one,
  pods,
} from './support/chart.ts';
import { documents, fileAt } from './support/structure.ts';
import { writeFiles } from './support/render.ts';
import { temporaryDirectory } from './support/temporaryDirectory.ts';
import { execute, tool } from './support/tools.ts';

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
