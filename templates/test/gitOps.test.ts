import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { roots } from './support/paths.ts';
import { renderGitOps, renderManifests, writeFiles } from './support/render.ts';
import { documents, fileAt, isData } from './support/structure.ts';
import { temporaryDirectory } from './support/temporaryDirectory.ts';
import { execute, tool } from './support/tools.ts';
import { gitOpsValues, serviceValues } from './support/values.ts';

interface EnvironmentsExample {
  what: string;
  top?: object;
  prod?: object;
}

/** What the portal's own reading of the file is tested with. */
interface EnvironmentsExamples {
  base: { environments: object[] };
  accepted: EnvironmentsExample[];
  refused: EnvironmentsExample[];
}

interface Schema {
  description?: string;
  const?: string;
  $ref?: string;
  properties?: Record<string, Schema>;
  oneOf?: Schema[];
  $defs?: Record<string, Schema>;
}

const CLUSTERS = ['yc', 'vk', 'sber', 'onprem'];

const files = await renderGitOps(gitOpsValues);
const service = { ...serviceValues(), name: 'shop', environments: ['dev'] };

function data(path: string): unknown {
  return documents(fileAt(files, path))[0];
}

async function validator(name: string) {
  const path = join(roots.gitOps, 'schema', name);
  return new Ajv2020({ allErrors: true }).compile(
    JSON.parse(await readFile(path, 'utf8')),
  );
}

test('the files that people edit are what their schemas say', async () => {
  const environments = await validator('environments.schema.json');
  assert.ok(environments(data('environments.yaml')), 'environments.yaml');

  const component = await validator('component.schema.json');
  const manifests = await renderManifests(service);
  const [own] = documents(fileAt(manifests, 'apps/shop/component.yaml'));
  assert.ok(component(own), JSON.stringify(component.errors));
});

test('a mistake in environments.yaml is refused by its schema', async () => {
  const valid = await validator('environments.schema.json');
  const text = fileAt(files, 'environments.yaml').content;
  const mistakes = [
    text.replace('name: dev', 'name: Dev'),
    text.replace('name: dev', 'name: -dev'),
    text.replace('clusters: [yc]', 'clusters: []'),
    text.replace('clusters: [yc]', 'clusters: yc'),
    text.replace('clusters: [yc, vk]', 'clusters: [yc, yc]'),
    text.replace('prune: true', 'prune: sometimes'),
    text.replace('automated: true', 'automatic: true'),
    text.replace('kind: Environments', 'kind: Environment'),
  ];
  for (const mistake of mistakes) {
    assert.notEqual(mistake, text);
    assert.equal(valid(parse(mistake)), false, mistake);
  }
});

test('the published schema and the portal judge the same examples alike', async () => {
  const valid = await validator('environments.schema.json');
  const { base, accepted, refused } = JSON.parse(
    await readFile(roots.environmentsExamples, 'utf8'),
  ) as EnvironmentsExamples;
  const [dev, prod] = base.environments;
  const verdict = (example: EnvironmentsExample) =>
    valid({
      ...base,
      environments: [dev, { ...prod, ...example.prod }],
      ...example.top,
    });
  for (const example of accepted) {
    assert.ok(
      verdict(example),
      `${example.what}: ${JSON.stringify(valid.errors)}`,
    );
  }
  for (const example of refused) {
    assert.equal(verdict(example), false, example.what);
  }
  assert.ok(accepted.length > 5 && refused.length > 20);
});

test('an editor has words for every key of environments.yaml', async () => {
  const schema = JSON.parse(
    fileAt(files, 'schema/environments.schema.json').content,
  ) as Schema;
  const speaks = (one: Schema): boolean =>
    one.description !== undefined ||
    one.const !== undefined ||
    (one.$ref !== undefined &&
      speaks(schema.$defs?.[one.$ref.replace('#/$defs/', '')] ?? {}));
  const walk = (one: Schema, at: string) => {
    for (const [key, child] of Object.entries(one.properties ?? {})) {
      assert.ok(speaks(child), `${at}.${key} has no description`);
      walk(child, `${at}.${key}`);
    }
    one.oneOf?.forEach(child => walk(child, at));
  };
  walk(schema, '');
  for (const [name, definition] of Object.entries(schema.$defs ?? {})) {
    walk(definition, name);
  }
});

test('every cluster of environments.yaml has what Argo CD starts from', async () => {
  const { clusters } = data('environments.yaml') as {
    clusters: { name: string }[];
  };
  assert.deepEqual(
    clusters.map(({ name }) => name),
    CLUSTERS,
  );
  for (const { name } of clusters) {
    const root = data(`clusters/${name}/root.yaml`) as {
      spec: { project: string; source: Record<string, unknown> };
    };
    assert.deepEqual(root.spec.source, {
      repoURL: gitOpsValues.repoUrl,
      targetRevision: 'main',
      path: `clusters/${name}`,
      directory: { recurse: true, exclude: 'root.yaml' },
    });
    const project = data(`clusters/${name}/projects/platform.yaml`) as {
      metadata: { name: string };
      spec: { sourceRepos: string[] };
    };
    assert.equal(project.metadata.name, root.spec.project);
    assert.deepEqual(project.spec.sourceRepos, [gitOpsValues.repoUrl]);
  }
});

test('clusters differ by nothing but their name', () => {
  const below = (cluster: string) =>
    files
      .filter(({ path }) => path.startsWith(`clusters/${cluster}/`))
      .map(({ path, content }) => ({ path, content }));
  const [first = '', ...others] = CLUSTERS;
  for (const other of others) {
    const renamed = below(first)
      .filter(({ path }) => !path.endsWith('kustomization.yaml'))
      .map(({ path, content }) => ({
        path: path.replace(first, other),
        content: content.replace(new RegExp(`\\b${first}\\b`, 'g'), other),
      }));
    assert.deepEqual(
      below(other).filter(({ path }) => !path.endsWith('kustomization.yaml')),
      renamed,
    );
  }
});

test('an ApplicationSet reads this repository only and refuses unknown keys', () => {
  for (const cluster of CLUSTERS) {
    const path = `clusters/${cluster}/applicationset-kustomize.yaml`;
    const set = data(path) as {
      spec: {
        goTemplateOptions: string[];
        template: { metadata: { labels: Record<string, string> } };
      };
    };
    assert.deepEqual(set.spec.goTemplateOptions, ['missingkey=error']);
    assert.equal(
      set.spec.template.metadata.labels['slipway.dev/cluster'],
      cluster,
    );
    const urls = fileAt(files, path).content.match(/repoURL: .*/g) ?? [];
    assert.equal(urls.length, 4);
    assert.equal(new Set(urls).size, 1);
  }
});

test('the repository renders with a first component, and says which overlay does not', async t => {
  const directory = await temporaryDirectory(t);
  await writeFiles(directory, [...files, ...(await renderManifests(service))]);
  const env = {
    PATH: `${dirname(await tool('kustomize'))}:${process.env.PATH}`,
  };
  const render = (...args: string[]) =>
    execute(join(directory, 'bin/render'), args, { cwd: directory, env });

  assert.equal(await render(), 'renders: apps/shop/overlays/dev\n');
  assert.match(await render('apps/shop/overlays/dev'), /kind: Namespace/);

  await writeFiles(directory, [
    {
      path: 'apps/shop/overlays/dev/kustomization.yaml',
      content: 'resources: [missing.yaml]\n',
      executable: false,
    },
  ]);
  await assert.rejects(render(), /does not render: apps\/shop\/overlays\/dev/);
});

test('no expression of the template is left', () => {
  for (const { path, content } of files.filter(isData)) {
    if (!path.startsWith('.github/workflows/')) {
      assert.doesNotMatch(content, /\$\{\{|\{%/, path);
    }
  }
});
