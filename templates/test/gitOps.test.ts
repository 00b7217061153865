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

test('every cluster of environments.yaml has what Argo CD starts from', async () => {
  const { clusters } = data('environments.yaml') as {
    clusters: { name: string }[];
  };
  assert.deepEqual(
    clusters.map(({ name }) => name),
    ['yc', 'vk'],
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
  for (const name of ['root.yaml', 'applicationset-kustomize.yaml']) {
    const [yc, vk] = ['yc', 'vk'].map(
      cluster => fileAt(files, `clusters/${cluster}/${name}`).content,
    );
    assert.equal(yc?.replace(/\byc\b/g, 'vk'), vk);
  }
});

test('an ApplicationSet reads this repository only and refuses unknown keys', () => {
  for (const cluster of ['yc', 'vk']) {
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
