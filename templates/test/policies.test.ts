import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { stringify } from 'yaml';
import { checkTools } from './support/checkTools.ts';
import { renderGitOps, renderManifests, writeFiles } from './support/render.ts';
import { temporaryDirectory } from './support/temporaryDirectory.ts';
import { execute, tool } from './support/tools.ts';
import { gitOpsValues, serviceValues } from './support/values.ts';

const service = {
  ...serviceValues(),
  name: 'shop',
  environments: ['dev', 'prod'],
};

/** A GitOps repository with a first component, and how its own programs are run in it. */
async function repository(context: TestContext) {
  const directory = await temporaryDirectory(context);
  await writeFiles(directory, [
    ...(await renderGitOps(gitOpsValues)),
    ...(await renderManifests(service)),
  ]);
  const { bin } = await checkTools();
  const kustomize = dirname(await tool('kustomize'));
  const env = { PATH: `${bin}:${kustomize}:${process.env.PATH}` };
  const run = (program: string, ...args: string[]) =>
    execute(program, args, { cwd: directory, env });
  return {
    directory,
    run,
    check: (...args: string[]) => run(join(directory, 'bin/check'), ...args),
    write: (path: string, content: string) =>
      writeFiles(directory, [{ path, content, executable: false }]),
    edit: async (path: string, from: string, to: string) => {
      const text = await readFile(join(directory, path), 'utf8');
      assert.ok(text.includes(from), `${path} does not hold ${from}`);
      await writeFiles(directory, [
        { path, content: text.replace(from, () => to), executable: false },
      ]);
    },
  };
}

test('each policy passes its own tests, and is checked strictly', async t => {
  const { run } = await repository(t);
  assert.match(await run('opa', 'test', 'policies'), /^PASS: \d\d+\/\d+/m);
  await run('opa', 'check', '--strict', 'policies');
  await run('opa', 'fmt', '--fail', '--list', 'policies');
});

test('a released image is no warning', async t => {
  const { check, edit } = await repository(t);
  for (const environment of ['dev', 'prod']) {
    for (const image of ['backend', 'frontend']) {
      await edit(
        `apps/shop/overlays/${environment}/release/kustomization.yaml`,
        `shop-${image}\n    newTag: "1.0.0"`,
        `shop-${image}\n    newTag: "1.0.0"\n    digest: sha256:${'a'.repeat(64)}`,
      );
    }
  }
  assert.match(await check(), /^passed: .*; 0 refused, 0 warnings\n$/);
});

test('what is wrong in the repository is refused, with what to do about it', async t => {
  const { check, directory, edit, write } = await repository(t);
  await edit('environments.yaml', 'prune: true', 'prune: sometimes');
  await edit(
    'apps/shop/component.yaml',
    'style: kustomize',
    'style: kustomize\nstile: 1',
  );
  await edit(
    'apps/shop/overlays/dev/kustomization.yaml',
    '  - namespace.yaml',
    '  - namespace.yaml\n  - secret.yaml',
  );
  await write(
    'apps/shop/overlays/dev/secret.yaml',
    'apiVersion: v1\nkind: Secret\nmetadata: { name: a }\nstringData: { b: c }\n',
  );
  await write(
    'apps/shop/overlays/prod/kustomization.yaml',
    'resources: [https://127.0.0.1:9/base.yaml]\n',
  );
  await write('apps/shop/overlays/other/kustomization.yaml', 'resources: []\n');
  await assert.rejects(check(), (error: Error) => {
    for (const finding of [
      /refused {2}schema {2}environments\.yaml: .*prune/,
      /refused {2}schema {2}apps\/shop\/component\.yaml: .*stile/,
      /refused {2}plaintext-secret {2}Secret shop-dev\/a: .*To do: use an ExternalSecret/,
      /refused {2}plaintext-secret {2}apps\/shop\/overlays\/dev\/secret\.yaml: /,
      /refused {2}remote-base {2}apps\/shop\/overlays\/prod\/kustomization\.yaml: /,
      /refused {2}render {2}apps\/shop\/overlays\/prod: it does not render/,
      /refused {2}overlay-environment {2}apps\/shop\/overlays\/other: /,
      /^refused: 3 overlays, /m,
    ]) {
      assert.match(error.message, finding);
    }
    return true;
  });
  await rm(join(directory, 'environments.yaml'));
  await assert.rejects(
    check(),
    /refused {2}schema {2}environments\.yaml: it is missing/,
  );
});

test('a host of another component, and a wider project than in the base, are refused', async t => {
  const { check, edit, run, write, directory } = await repository(t);
  const project = 'clusters/yc/projects/team-shop.yaml';
  await write(
    project,
    JSON.stringify({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      metadata: { name: 'team-shop', namespace: 'argocd' },
      spec: {
        sourceRepos: [gitOpsValues.repoUrl],
        destinations: ['shop-dev', 'shop-prod'].map(namespace => ({
          namespace,
          server: 'https://kubernetes.default.svc',
        })),
        clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }],
      },
    }),
  );
  await run('git', 'init', '--quiet');
  await run('git', 'add', '.');
  await run(
    'git',
    '-c',
    'user.name=test',
    '-c',
    'user.email=test@example.com',
    'commit',
    '--quiet',
    '--message=base',
  );
  assert.match(await check('HEAD'), /^passed: /m);

  await edit(project, 'shop-prod', 'till-prod');
  await writeFiles(
    directory,
    await renderManifests({ ...service, name: 'till', environments: ['dev'] }),
  );
  await edit(
    'apps/till/overlays/dev/ingress-host.yaml',
    'till.dev.example.com',
    'shop.dev.example.com',
  );
  await assert.rejects(check('HEAD'), (error: Error) => {
    assert.match(
      error.message,
      /refused {2}project-widened {2}AppProject yc\/team-shop: it may deploy to .*till-prod/,
    );
    assert.match(
      error.message,
      /refused {2}ingress-host {2}apps\/till\/overlays\/dev: the host shop\.dev\.example\.com is taken by apps\/shop\/overlays\/dev/,
    );
    return true;
  });
  await assert.rejects(check('--output=x'), /--output=x is no commit here/);
});

test('names of files are data', async t => {
  const { check, write } = await repository(t);
  await write('apps/shop/"},{$(exit 3)`exit 4`\n.txt', 'hello\n');
  assert.match(await check(), /^passed: /m);
});

test('a component that deploys by the chart is judged by what the chart renders', async t => {
  const { check, directory, write } = await repository(t);
  await rm(join(directory, 'apps/shop'), { recursive: true });
  const component = {
    apiVersion: 'slipway.dev/v1alpha1',
    kind: 'GitOpsComponent',
    name: 'blog',
    owner: 'team-blog',
    repository: 'acme/blog',
    style: 'helm',
  };
  const release = (repositoryName: string) =>
    JSON.stringify({
      image: {
        repository: repositoryName,
        tag: '1.0.0',
        digest: `sha256:${'a'.repeat(64)}`,
      },
    });
  const production = { replicas: 2, podDisruptionBudget: { enabled: true } };
  await write('apps/blog/component.yaml', stringify(component));
  await write('apps/blog/values.yaml', '{}\n');
  await write(
    'apps/blog/overlays/prod/values.yaml',
    JSON.stringify(production),
  );
  const layer = 'apps/blog/overlays/prod/release/release.yaml';
  await write(layer, release('ghcr.io/acme/blog'));
  assert.match(
    await check(),
    /^passed: 1 overlays, .*; 0 refused, 0 warnings\n$/,
  );

  await write('apps/blog/overlays/prod/values.yaml', '{}\n');
  await write(layer, release('evil.example/blog'));
  await assert.rejects(check(), (error: Error) => {
    assert.match(
      error.message,
      /refused {2}image-registry {2}Deployment blog-prod\/blog: /,
    );
    assert.match(
      error.message,
      /refused {2}replicas {2}Deployment blog-prod\/blog: /,
    );
    return true;
  });
});
