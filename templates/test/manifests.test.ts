import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { parseAllDocuments } from 'yaml';
import type { TemplateValues } from '../src/index.ts';
import { renderManifests, writeFiles } from './support/render.ts';
import { documents, fileAt, isData } from './support/structure.ts';
import { temporaryDirectory } from './support/temporaryDirectory.ts';
import { execute, tool } from './support/tools.ts';
import { serviceValues } from './support/values.ts';

interface Manifest {
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
  };
  data?: Record<string, string>;
  spec?: {
    replicas?: number;
    template?: { metadata: { labels: Record<string, string> }; spec: PodSpec };
    selector?: { matchLabels: Record<string, string> };
    rules?: { host: string }[];
    tls?: { hosts: string[] }[];
    maxUnavailable?: number;
  };
}

interface PodSpec {
  securityContext: Record<string, unknown>;
  volumes?: Record<string, unknown>[];
  containers: {
    image: string;
    resources: { requests: object; limits: object };
    readinessProbe: object;
    livenessProbe: object;
    securityContext: Record<string, unknown>;
  }[];
}

async function overlays(
  context: TestContext,
  over: Parameters<typeof serviceValues>[0] & { environments?: string[] } = {},
): Promise<Map<string, Manifest[]>> {
  const environments = over.environments ?? ['dev', 'prod'];
  const name = typeof over.name === 'string' ? over.name : 'shop';
  const values = { ...serviceValues(over), name, environments };
  const directory = await temporaryDirectory(context);
  await writeFiles(directory, await renderManifests(values));
  const kustomize = await tool('kustomize');
  const result = new Map<string, Manifest[]>();
  for (const environment of environments) {
    const output = await execute(
      kustomize,
      ['build', join('apps', name, 'overlays', environment)],
      { cwd: directory },
    );
    result.set(
      environment,
      parseAllDocuments(output).map(one => one.toJS() as Manifest),
    );
  }
  return result;
}

function ofKind(manifests: readonly Manifest[] | undefined, kind: string) {
  return (manifests ?? []).filter(one => one.kind === kind);
}

test('an overlay has everything the service needs, in its namespace, labelled', async t => {
  for (const [environment, manifests] of await overlays(t)) {
    const kinds = manifests.map(({ kind }) => kind).sort();
    const disruption =
      environment === 'prod'
        ? ['PodDisruptionBudget', 'PodDisruptionBudget']
        : [];
    assert.deepEqual(kinds, [
      'ConfigMap',
      'ConfigMap',
      'Deployment',
      'Deployment',
      'Ingress',
      'Namespace',
      ...disruption,
      'Service',
      'Service',
      'ServiceAccount',
    ]);
    for (const { kind, metadata, spec } of manifests) {
      const namespace = `shop-${environment}`;
      if (kind === 'Namespace') {
        assert.equal(metadata.name, namespace);
      } else {
        assert.equal(metadata.namespace, namespace);
      }
      for (const labels of [metadata.labels, spec?.template?.metadata.labels]) {
        if (labels) {
          assert.equal(labels['slipway.dev/component'], 'shop');
          assert.equal(labels['slipway.dev/environment'], environment);
          assert.equal(labels['app.kubernetes.io/name'], 'shop');
        }
      }
    }
  }
});

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
    `ghcr.io/acme/shop-backend:0.1.0@${digest}`,
    'ghcr.io/acme/shop-frontend:0.1.0',
  ]);
});

test('pods hold what the restricted standard asks, and more', async t => {
  for (const manifests of (await overlays(t)).values()) {
    for (const { spec } of ofKind(manifests, 'Deployment')) {
      const pod = spec?.template?.spec;
      assert.ok(pod);
      assert.equal(pod.securityContext.runAsNonRoot, true);
      assert.deepEqual(pod.securityContext.seccompProfile, {
        type: 'RuntimeDefault',
      });
      for (const volume of pod.volumes ?? []) {
        assert.equal('hostPath' in volume, false);
      }
      for (const container of pod.containers) {
        assert.deepEqual(container.securityContext, {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
        assert.ok(container.resources.requests && container.resources.limits);
        assert.ok(container.readinessProbe && container.livenessProbe);
      }
      const labels = spec?.template?.metadata.labels ?? {};
      for (const [key, value] of Object.entries(
        spec?.selector?.matchLabels ?? {},
      )) {
        assert.equal(labels[key], value, 'the selector misses its own pods');
      }
    }
  }
});

test('production has two of each and its own host; an environment says which it is', async t => {
  const all = await overlays(t, { environments: ['dev', 'staging', 'prod'] });
  const seen = [...all].map(([environment, manifests]) => ({
    environment,
    replicas: ofKind(manifests, 'Deployment').map(one => one.spec?.replicas),
    budgets: ofKind(manifests, 'PodDisruptionBudget').length,
    hosts: ofKind(manifests, 'Ingress').flatMap(({ spec }) => [
      spec?.rules?.[0]?.host,
      spec?.tls?.[0]?.hosts[0],
    ]),
    configured: ofKind(manifests, 'ConfigMap').map(
      ({ data = {} }) =>
        data.ENVIRONMENT ??
        (JSON.parse(data['config.json'] ?? '{}') as { environment?: string })
          .environment,
    ),
  }));
  const expected = (environment: string, replicas: number, host: string) => ({
    environment,
    replicas: [replicas, replicas],
    budgets: replicas > 1 ? 2 : 0,
    hosts: [host, host],
    configured: [environment, environment],
  });
  assert.deepEqual(seen, [
    expected('dev', 1, 'shop.dev.example.com'),
    expected('staging', 2, 'shop.staging.example.com'),
    expected('prod', 2, 'shop.example.com'),
  ]);
});

test('names that YAML could take for something else render', async t => {
  const all = await overlays(t, {
    name: 'null',
    system: 'system:default/true',
    environments: ['1e3', 'no'],
  });
  for (const [environment, manifests] of all) {
    for (const { metadata } of manifests) {
      assert.equal(metadata.labels?.['slipway.dev/component'], 'null');
      assert.equal(metadata.labels?.['slipway.dev/environment'], environment);
    }
    const [deployment] = ofKind(manifests, 'Deployment');
    assert.equal(
      deployment?.metadata.labels?.['app.kubernetes.io/part-of'],
      'true',
    );
  }
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
      { name: 'ghcr.io/acme/shop-backend', newTag: '0.1.0' },
      { name: 'ghcr.io/acme/shop-frontend', newTag: '0.1.0' },
    ],
  });
});
