import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderService } from './support/render.ts';
import { documents, fileAt, isData, shape } from './support/structure.ts';
import { hostileTexts, serviceValues } from './support/values.ts';

interface Entity {
  kind: string;
  metadata: {
    name: string;
    title?: string;
    description?: string;
    annotations: Record<string, string>;
  };
  spec: {
    owner: string;
    system?: string;
    providesApis?: string[];
    dependsOn?: string[];
  };
}

async function entities(over = {}): Promise<Entity[]> {
  const files = await renderService(serviceValues(over));
  return documents(fileAt(files, 'catalog-info.yaml')) as Entity[];
}

test('the catalog gets a component and its API, with what the portal reads', async () => {
  const [component, api] = await entities({
    title: 'The shop',
    system: 'system:default/commerce',
  });
  assert.equal(component?.kind, 'Component');
  assert.deepEqual(component?.metadata.annotations, {
    'github.com/project-slug': 'acme/shop',
    'backstage.io/techdocs-ref': 'dir:.',
    'backstage.io/kubernetes-id': 'shop',
    'backstage.io/kubernetes-label-selector': 'slipway.dev/component=shop',
    'argocd/app-selector': 'slipway.dev/component=shop',
    'slipway.dev/component': 'shop',
  });
  assert.equal(component?.metadata.title, 'The shop');
  assert.equal(component?.spec.owner, 'group:default/team-shop');
  assert.equal(component?.spec.system, 'system:default/commerce');
  assert.deepEqual(component?.spec.providesApis, [api?.metadata.name]);
  assert.equal(api?.kind, 'API');
});

test('what the form leaves out is left out', async () => {
  const [component] = await entities();
  assert.equal('title' in (component?.metadata ?? {}), false);
  assert.equal('dependsOn' in (component?.spec ?? {}), false);
});

test('a component that joins no system is one of its own', async () => {
  const own = await entities();
  assert.deepEqual(
    own.map(({ kind, metadata }) => [kind, metadata.name]),
    [
      ['Component', 'shop'],
      ['API', 'shop-api'],
      ['System', 'shop'],
    ],
  );
  assert.equal(own[2]?.spec.owner, 'group:default/team-shop');
  assert.deepEqual(
    own.slice(0, 2).map(({ spec }) => spec.system),
    ['shop', 'shop'],
  );

  const joined = await entities({ system: 'system:default/commerce' });
  assert.deepEqual(
    joined.map(({ kind, spec }) => [kind, spec.system]),
    [
      ['Component', 'system:default/commerce'],
      ['API', 'system:default/commerce'],
    ],
  );
});

test('the catalog knows what the component keeps its data in', async () => {
  const all = await entities({ postgresql: true, redis: true });
  const resources = all.filter(({ kind }) => kind === 'Resource');
  assert.deepEqual(
    resources.map(({ metadata }) => `resource:default/${metadata.name}`),
    all[0]?.spec.dependsOn,
  );
  assert.equal(resources.length, 2);
  assert.deepEqual((await entities({ postgresql: true }))[0]?.spec.dependsOn, [
    'resource:default/shop-db',
  ]);
});

test('free text arrives as it was written', async () => {
  for (const text of hostileTexts) {
    const files = await renderService(
      serviceValues({ title: text || 'Shop', description: text }),
    );
    const [component] = documents(
      fileAt(files, 'catalog-info.yaml'),
    ) as Entity[];
    assert.equal(component?.metadata.description, text);
    assert.equal(component?.metadata.title, text || 'Shop');
  }
});

test('a name that YAML could take for something else stays a name', async () => {
  for (const name of ['null', 'true', 'yes', 'on', 'e1']) {
    const files = await renderService(
      serviceValues({ name, repository: `acme/${name}` }),
    );
    const plain = await renderService(serviceValues());
    for (const [index, file] of files.filter(isData).entries()) {
      const expected = plain.filter(isData)[index];
      assert.ok(expected);
      assert.deepEqual(
        documents(file).map(shape),
        documents(expected).map(shape),
        `${file.path} has another structure with the name ${name}`,
      );
    }
  }
});

test('no expression of the template is left, and none of a workflow is lost', async () => {
  const files = await renderService(serviceValues());
  for (const { path, content } of files) {
    if (path.startsWith('.github/workflows/')) {
      assert.match(content, /\$\{\{ github\./);
      assert.doesNotMatch(content, /values\./);
    } else {
      assert.doesNotMatch(content, /\$\{\{|\{%/, path);
    }
  }
});

test('base images are pinned by what cannot change', async () => {
  const files = await renderService(serviceValues());
  for (const path of ['backend/Dockerfile', 'frontend/Dockerfile']) {
    for (const base of fileAt(files, path).content.match(/^FROM .*/gm) ?? []) {
      assert.match(base, /^FROM (scratch$|.*@sha256:[0-9a-f]{64}( AS \w+)?$)/);
    }
  }
});

test('the lock file says nothing of where packages were loaded from', async () => {
  const lock = fileAt(
    await renderService(serviceValues()),
    'frontend/package-lock.json',
  );
  assert.doesNotMatch(lock.content, /"resolved"/);
  assert.match(lock.content, /"integrity": "sha512-/);
});

test('a repository is small enough to be read', async () => {
  const files = await renderService(serviceValues());
  assert.ok(files.length <= 90, `${files.length} files`);
});
