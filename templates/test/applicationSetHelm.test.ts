import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chart, gitOpsFiles, image, one, pods } from './support/chart.ts';
import { documents, fileAt } from './support/structure.ts';
import { gitOpsValues } from './support/values.ts';

interface ApplicationSet {
  metadata: { name: string };
  spec: {
    goTemplateOptions: string[];
    template: {
      spec: {
        source: {
          path: string;
          helm: { releaseName: string; valueFiles: string[] };
        };
        destination: { namespace: string };
      };
    };
  };
}

const { clusters: listed } = documents(
  fileAt(gitOpsFiles, 'environments.yaml'),
)[0] as { clusters: { name: string }[] };
const clusters = listed.map(({ name }) => name);

function applicationSet(cluster: string, style: string) {
  const path = `clusters/${cluster}/applicationset-${style}.yaml`;
  return documents(fileAt(gitOpsFiles, path))[0] as ApplicationSet;
}

test('each cluster has an ApplicationSet for the chart, which differs by nothing but its name', () => {
  const text = (cluster: string) =>
    fileAt(gitOpsFiles, `clusters/${cluster}/applicationset-helm.yaml`).content;
  for (const cluster of clusters) {
    assert.equal(text('yc').replace(/\byc\b/g, cluster), text(cluster));
  }
  const urls = text('yc').match(/repoURL: .*/g) ?? [];
  assert.equal(urls.length, 4);
  assert.deepEqual(
    [...new Set(urls)],
    [`repoURL: ${JSON.stringify(gitOpsValues.repoUrl)}`],
  );
});

test('both ApplicationSets choose overlays alike, each of its own style', () => {
  for (const cluster of clusters) {
    const choice = (style: string) =>
      JSON.stringify({
        ...applicationSet(cluster, style).spec,
        template: undefined,
      });
    assert.notEqual(choice('helm'), choice('kustomize'));
    assert.equal(
      choice('helm').replace('"style":"helm"', '"style":"kustomize"'),
      choice('kustomize'),
    );
  }
});

test('an overlay is the values of its component, then its own, then its release', async t => {
  const { source, destination } = applicationSet('yc', 'helm').spec.template
    .spec;
  assert.equal(source.path, 'charts/web-app');
  assert.equal(source.helm.releaseName, '{{ index .path.segments 1 }}');
  assert.equal(
    destination.namespace,
    '{{ index .path.segments 1 }}-{{ .values.environment }}',
  );
  // What Argo CD's generator puts in for apps/shop/overlays/prod.
  const valueFiles = source.helm.valueFiles.map(file =>
    file
      .replace('{{ index .path.segments 1 }}', 'shop')
      .replace('{{ .path.path }}', 'apps/shop/overlays/prod'),
  );
  assert.deepEqual(valueFiles, [
    '/apps/shop/values.yaml',
    '/apps/shop/overlays/prod/values.yaml',
    '/apps/shop/overlays/prod/release/release.yaml',
  ]);
  const layers = [
    { replicas: 1, config: { LOG_LEVEL: 'info', REGION: 'ru' } },
    { replicas: 3, config: { LOG_LEVEL: 'warn' } },
    { image },
  ];
  const all = await (
    await chart(t)
  ).renderFiles(
    Object.fromEntries(
      valueFiles.map((file, index) => [file.slice(1), layers[index]]),
    ),
  );
  assert.equal(pods(one(all, 'Deployment')).replicas, 3);
  assert.deepEqual(one(all, 'ConfigMap').data, {
    PORT: '8080',
    ENVIRONMENT: 'prod',
    LOG_LEVEL: 'warn',
    REGION: 'ru',
  });
});
