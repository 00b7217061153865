import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { renderGitOps, writeFiles } from './support/render.ts';
import { documents, fileAt } from './support/structure.ts';
import { temporaryDirectory } from './support/temporaryDirectory.ts';
import { execute, tool } from './support/tools.ts';
import { gitOpsValues } from './support/values.ts';

const CLUSTERS = ['yc', 'vk', 'sber', 'onprem'];
/** What makes Argo CD leave a file of a directory out. */
const SKIPPED = '# +argocd:skip-file-rendering';

interface Source {
  repoURL: string;
  chart?: string;
  targetRevision: string;
  path?: string;
  helm?: { valueFiles?: string[] };
  plugin?: { name: string };
}

interface ArgoCdValues {
  configs: { cmp: { plugins: Record<string, { discover?: object }> } };
  repoServer: { extraContainers: { image: string }[] };
}

interface Manifest {
  kind: string;
  metadata: { name: string; namespace: string };
  spec: {
    project: string;
    destination: { server: string; namespace: string };
    destinations: { server: string; namespace: string }[];
    sourceRepos: string[];
    sources: Source[];
    syncPolicy: { automated: object };
  };
}

const values = { ...gitOpsValues, platform: true, domain: 'acme.dev' };
const files = await renderGitOps(values);
const components = [
  ...new Set(
    files.flatMap(({ path }) => path.match(/^platform\/([^/]+)\//)?.[1] ?? []),
  ),
];

/** Writes a repository, and returns what builds one of its directories. */
async function repository(t: TestContext, content = files) {
  const directory = await temporaryDirectory(t);
  await writeFiles(directory, content);
  const kustomize = await tool('kustomize');
  return async (path: string) => {
    const built = await execute(kustomize, ['build', path], {
      cwd: directory,
    });
    return documents({
      path: `${path}/build.yaml`,
      content: built,
      executable: false,
    }) as Manifest[];
  };
}

test('the platform of every cluster builds, and its project admits each component', async t => {
  const build = await repository(t);
  for (const cluster of CLUSTERS) {
    const objects = await build(`clusters/${cluster}/platform`);
    const project = objects.find(({ kind }) => kind === 'AppProject');
    const applications = objects.filter(({ kind }) => kind === 'Application');
    assert.ok(project && applications.length > 10, cluster);
    for (const { metadata, spec } of applications) {
      const what = `${cluster}: ${metadata.name}`;
      assert.equal(metadata.namespace, 'argocd', what);
      assert.equal(spec.project, project.metadata.name, what);
      assert.ok(
        project.spec.destinations.some(
          one =>
            one.namespace === spec.destination.namespace &&
            one.server === spec.destination.server,
        ),
        `${what} may not deploy to ${spec.destination.namespace}`,
      );
      assert.deepEqual(
        spec.syncPolicy.automated,
        { prune: true, selfHeal: true },
        what,
      );
      for (const { repoURL } of spec.sources) {
        assert.ok(
          project.spec.sourceRepos.includes(repoURL),
          `${what} may not come from ${repoURL}`,
        );
      }
    }
    assert.equal(
      new Set(applications.map(({ metadata }) => metadata.name)).size,
      applications.length,
    );
  }
});

test('every component, chosen or not, is a chart of one exact version and manifests that are there', async t => {
  const build = await repository(t);
  for (const component of components.filter(name => name !== 'defaults')) {
    const applications = (await build(`platform/${component}`)).filter(
      ({ kind }) => kind === 'Application',
    );
    assert.ok(applications.length > 0 || component === 'project', component);
    for (const { metadata, spec } of applications) {
      const [chart, own] = spec.sources;
      if (metadata.name === 'sops') continue;
      assert.ok(chart?.chart, metadata.name);
      assert.match(chart.targetRevision, /^v?\d+\.\d+\.\d+$/, metadata.name);
      if (own) {
        assert.equal(own.repoURL, gitOpsValues.repoUrl);
        assert.equal(own.targetRevision, 'main');
      }
      if (own?.path !== undefined) {
        const found = files.filter(({ path }) =>
          path.startsWith(`${own.path}/`),
        );
        assert.ok(found.length > 0, `${own.path} is empty`);
        for (const file of found) {
          for (const manifest of documents(file) as Manifest[]) {
            assert.notEqual(manifest.kind, 'Secret', file.path);
          }
        }
      }
      for (const file of chart.helm?.valueFiles ?? []) {
        fileAt(files, file.replace('$values/', ''));
      }
    }
  }
});

test('each cluster signs what it writes to the outside with its own name', async t => {
  const build = await repository(t);
  for (const cluster of CLUSTERS) {
    const text = JSON.stringify(await build(`clusters/${cluster}/platform`));
    for (const own of [
      `"txtOwnerId":"${cluster}"`,
      `"mountPath":"kubernetes-${cluster}"`,
      `"externalLabels":{"cluster":"${cluster}"}`,
      `{"name":"CLUSTER","value":"${cluster}"}`,
    ]) {
      assert.ok(text.includes(own), `${cluster} lacks ${own}`);
    }
  }
});

test('a cluster that takes secrets from Git decrypts its own, and nothing else', async t => {
  const chosen = files.map(file =>
    file.path.endsWith('/platform/kustomization.yaml')
      ? {
          ...file,
          content: file.content.replace(
            'resources:\n',
            'resources:\n  - ../../../platform/sops\n',
          ),
        }
      : file,
  );
  const build = await repository(t, chosen);
  for (const cluster of CLUSTERS) {
    const decrypting = (await build(`clusters/${cluster}/platform`))
      .flatMap(({ spec }) => spec.sources ?? [])
      .filter(({ plugin }) => plugin !== undefined);
    assert.deepEqual(
      decrypting.map(({ path, plugin }) => ({ path, plugin })),
      [{ path: `secrets/${cluster}`, plugin: { name: 'sops' } }],
    );
  }
  const [{ repoServer, configs }] = documents(
    fileAt(files, 'platform/argo-cd/values.yaml'),
  ) as [ArgoCdValues];
  const [reader, ...others] = repoServer.extraContainers;
  assert.deepEqual(others, []);
  assert.match(reader?.image ?? '', /@sha256:[0-9a-f]{64}$/);
  assert.equal(configs.cmp.plugins.sops?.discover, undefined);
});

test('SOPS has a rule for each cluster, and the repository starts without a secret', async () => {
  const [{ creation_rules: rules }] = documents({
    ...fileAt(files, '.sops.yaml'),
    path: 'sops.yaml',
  }) as [{ creation_rules: { path_regex: string; age: string }[] }];
  for (const cluster of CLUSTERS) {
    const matching = rules.filter(rule =>
      new RegExp(rule.path_regex).test(`secrets/${cluster}/a.enc.yaml`),
    );
    assert.equal(matching.length, 1, cluster);
    assert.equal(matching[0]?.age, '');
  }
  assert.deepEqual(
    files.map(({ path }) => path).filter(path => path.startsWith('secrets/')),
    ['secrets/README.md'],
  );
  for (const { path, content } of files) {
    assert.doesNotMatch(
      content,
      /AGE-SECRET-KEY-1[A-Z0-9]|BEGIN [A-Z ]*PRIVATE KEY/,
      path,
    );
  }
});

test('the ingress controller is the one that environments.yaml says', async t => {
  for (const [ingressClass, chart] of [
    ['traefik', 'traefik'],
    ['nginx', 'ingress-nginx'],
  ]) {
    const rendered = await renderGitOps({ ...values, ingressClass });
    const [environments] = documents(fileAt(rendered, 'environments.yaml'));
    assert.deepEqual((environments as { ingress: object }).ingress, {
      controller: ingressClass,
    });
    const build = await repository(t, rendered);
    const charts = (await build('clusters/yc/platform'))
      .flatMap(({ spec }) => spec.sources ?? [])
      .map(source => source.chart);
    assert.deepEqual(
      charts.filter(name => name === 'traefik' || name === 'ingress-nginx'),
      [chart],
    );
  }
});

test('a cluster that only carries components syncs nothing of the platform', async () => {
  const plain = await renderGitOps(gitOpsValues);
  for (const cluster of CLUSTERS) {
    const application = `clusters/${cluster}/platform.yaml`;
    assert.match(fileAt(plain, application).content, /^# \+argocd:skip/m);
    assert.doesNotMatch(fileAt(files, application).content, /skip-file/);
    const below = files.filter(({ path }) =>
      path.startsWith(`clusters/${cluster}/platform/`),
    );
    assert.ok(below.length > 0);
    for (const { path, content } of below) {
      assert.ok(content.includes(SKIPPED), `${path} would be applied`);
    }
  }
});
