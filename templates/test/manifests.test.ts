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
    annotations?: Record<string, string>;
  };
  data?: Record<string, string>;
  spec?: {
    replicas?: number;
    template?: { metadata: { labels: Record<string, string> }; spec: PodSpec };
    selector?: { matchLabels: Record<string, string> };
    ingressClassName?: string;
    rules?: { host: string }[];
    tls?: { hosts: string[] }[];
    maxUnavailable?: number;
    instances?: number;
    minReplicas?: number;
    scaleTargetRef?: { name: string };
    podSelector?: { matchLabels?: Record<string, string> };
    ingress?: unknown[];
    egress?: unknown[];
    strategy?: { type?: string };
    endpoints?: { port: string }[];
    groups?: { rules: { alert: string; expr: string }[] }[];
    ports?: { name: string }[];
  };
}

interface PodSpec {
  securityContext: Record<string, unknown>;
  volumes?: Record<string, unknown>[];
  containers: {
    image: string;
    args?: string[];
    env?: {
      name: string;
      valueFrom: { secretKeyRef: { name: string; key: string } };
    }[];
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

/** The answers to the form's question for data, as the values that they become. */
const dataOptions = {
  none: {},
  postgresql: { postgresql: true },
  'postgresql and redis': { postgresql: true, redis: true },
};

const ownLabels = {
  'app.kubernetes.io/name': 'shop',
  'app.kubernetes.io/part-of': 'shop',
  'app.kubernetes.io/managed-by': 'argocd',
  'slipway.dev/component': 'shop',
};

function wave({ metadata }: Manifest): number {
  return Number(metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? 0);
}

function ofKind(manifests: readonly Manifest[] | undefined, kind: string) {
  return (manifests ?? []).filter(one => one.kind === kind);
}

test('an overlay has everything the service needs, and no more than was asked for', async t => {
  const always = {
    ConfigMap: 3,
    Deployment: 2,
    Ingress: 1,
    Namespace: 1,
    NetworkPolicy: 3,
    PrometheusRule: 1,
    Service: 2,
    ServiceAccount: 1,
    ServiceMonitor: 1,
  };
  const highlyAvailable = {
    HorizontalPodAutoscaler: 1,
    PodDisruptionBudget: 2,
  };
  const database = { Cluster: 1, Job: 1, NetworkPolicy: 5 };
  const expected: Record<string, Record<string, number>> = {
    none: always,
    postgresql: { ...always, ...database },
    'postgresql and redis': {
      ...always,
      ...database,
      Deployment: 3,
      ExternalSecret: 1,
      NetworkPolicy: 7,
      Password: 1,
      Service: 3,
    },
  };
  for (const [option, values] of Object.entries(dataOptions)) {
    for (const [environment, manifests] of await overlays(t, values)) {
      const counts = Object.fromEntries(
        manifests.map(({ kind }) => [kind, ofKind(manifests, kind).length]),
      );
      assert.deepEqual(
        counts,
        environment === 'prod'
          ? { ...expected[option], ...highlyAvailable }
          : expected[option],
        `${option} in ${environment}`,
      );
    }
  }
});

test('everything is in its namespace, and carries the labels it is found by', async t => {
  for (const values of Object.values(dataOptions)) {
    for (const [environment, manifests] of await overlays(t, values)) {
      const namespace = `shop-${environment}`;
      for (const { kind, metadata, spec } of manifests) {
        if (kind === 'Namespace') {
          assert.equal(metadata.name, namespace);
        } else {
          assert.equal(
            metadata.namespace,
            namespace,
            `${kind}/${metadata.name}`,
          );
        }
        const pod = spec?.template?.metadata;
        for (const labels of [metadata.labels, ...(pod ? [pod.labels] : [])]) {
          for (const [key, value] of Object.entries({
            ...ownLabels,
            'slipway.dev/environment': environment,
          })) {
            assert.equal(
              labels?.[key],
              value,
              `${key} of ${kind}/${metadata.name}`,
            );
          }
        }
      }
    }
  }
});

test('the database is there before its migrations, and they before what needs them', async t => {
  const all = await overlays(t, dataOptions['postgresql and redis']);
  for (const [environment, manifests] of all) {
    const [cluster] = ofKind(manifests, 'Cluster');
    const [job] = ofKind(manifests, 'Job');
    const deployments = new Map(
      ofKind(manifests, 'Deployment').map(one => [one.metadata.name, one]),
    );
    assert.ok(cluster && job);
    assert.equal(cluster.spec?.instances, environment === 'prod' ? 3 : 1);
    assert.equal(wave(cluster), 0);
    assert.equal(wave(job), 1);
    assert.equal(job.metadata.annotations?.['argocd.argoproj.io/hook'], 'Sync');
    for (const half of ['shop-backend', 'shop-frontend']) {
      assert.equal(wave(deployments.get(half) ?? job), 2, half);
    }
    const [migrate] = job.spec?.template?.spec.containers ?? [];
    const [backend] =
      deployments.get('shop-backend')?.spec?.template?.spec.containers ?? [];
    assert.deepEqual(migrate?.args, ['migrate']);
    assert.equal(migrate?.image, backend?.image);
    const secrets = (container: typeof backend) =>
      (container?.env ?? []).map(({ name, valueFrom: { secretKeyRef } }) => [
        name,
        `${secretKeyRef.name}/${secretKeyRef.key}`,
      ]);
    assert.deepEqual(secrets(migrate), [['DATABASE_URL', 'shop-db-app/uri']]);
    assert.deepEqual(secrets(backend).sort(), [
      ['DATABASE_URL', 'shop-db-app/uri'],
      ['REDIS_URL', 'shop-redis/url'],
    ]);
  }
});

test('no object holds a secret', async t => {
  const all = await overlays(t, dataOptions['postgresql and redis']);
  for (const manifests of all.values()) {
    assert.deepEqual(ofKind(manifests, 'Secret'), []);
    assert.doesNotMatch(
      JSON.stringify(ofKind(manifests, 'ConfigMap')),
      /password|:\/\/[^/"]*@/i,
    );
  }
});

test('every pod is closed but for what a policy lets in, from the ingress in use', async t => {
  // The platform installs either controller into the same namespace.
  for (const ingressClass of ['traefik', 'nginx']) {
    const all = await overlays(t, {
      redis: true,
      postgresql: true,
      ingressClass,
    });
    const policies = ofKind(all.get('prod'), 'NetworkPolicy');
    const closed = policies.filter(
      ({ spec }) => !spec?.ingress && spec?.egress?.length === 1,
    );
    assert.ok(
      closed.some(
        ({ spec }) =>
          Object.keys(spec?.podSelector?.matchLabels ?? {}).join() ===
          'app.kubernetes.io/name',
      ),
    );
    for (const half of ['shop-backend', 'shop-frontend']) {
      const policy = policies.find(({ metadata }) => metadata.name === half);
      assert.ok(
        JSON.stringify(policy?.spec?.ingress).includes('"ingress"'),
        half,
      );
    }
    const [ingress] = ofKind(all.get('prod'), 'Ingress');
    assert.equal(ingress?.spec?.ingressClassName, ingressClass);
  }
});

test('Prometheus finds the port, its rules the metrics, and Grafana the dashboard', async t => {
  const manifests = (await overlays(t)).get('dev');
  const [monitor] = ofKind(manifests, 'ServiceMonitor');
  const service = ofKind(manifests, 'Service').find(
    ({ metadata }) => metadata.name === 'shop-backend',
  );
  for (const [key, value] of Object.entries(
    monitor?.spec?.selector?.matchLabels ?? {},
  )) {
    assert.equal(service?.metadata.labels?.[key], value);
  }
  assert.equal(
    monitor?.spec?.endpoints?.[0]?.port,
    service?.spec?.ports?.[0]?.name,
  );
  const rules = ofKind(manifests, 'PrometheusRule').flatMap(
    ({ spec }) => spec?.groups?.flatMap(group => group.rules) ?? [],
  );
  assert.equal(rules.length, 3);
  for (const { alert, expr } of rules) {
    assert.match(expr, /job="shop-backend"/, alert);
    assert.match(expr, /by \(namespace/, alert);
  }
  const [dashboard] = ofKind(manifests, 'ConfigMap').filter(
    ({ metadata }) => metadata.labels?.grafana_dashboard === '1',
  );
  const { uid, panels } = JSON.parse(dashboard?.data?.['shop.json'] ?? '') as {
    uid: string;
    panels: { targets: { expr: string }[] }[];
  };
  assert.equal(uid, 'shop');
  assert.ok(panels.every(({ targets }) => targets.length > 0));
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
    `ghcr.io/acme/shop-backend:1.0.0@${digest}`,
    'ghcr.io/acme/shop-frontend:1.0.0',
  ]);
});

test('pods hold what the restricted standard asks, and more', async t => {
  const all = await overlays(t, dataOptions['postgresql and redis']);
  for (const manifests of all.values()) {
    for (const { kind, spec } of [
      ...ofKind(manifests, 'Deployment'),
      ...ofKind(manifests, 'Job'),
    ]) {
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
        const probed = container.readinessProbe && container.livenessProbe;
        assert.ok(probed || kind === 'Job');
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
    replicas: ofKind(manifests, 'Deployment').map(
      ({ metadata, spec }) =>
        ofKind(manifests, 'HorizontalPodAutoscaler').find(
          scaler => scaler.spec?.scaleTargetRef?.name === metadata.name,
        )?.spec?.minReplicas ??
        spec?.replicas ??
        1,
    ),
    budgets: ofKind(manifests, 'PodDisruptionBudget').length,
    hosts: ofKind(manifests, 'Ingress').flatMap(({ spec }) => [
      spec?.rules?.[0]?.host,
      spec?.tls?.[0]?.hosts[0],
    ]),
    configured: ofKind(manifests, 'ConfigMap').flatMap(
      ({ data = {} }) =>
        data.ENVIRONMENT ??
        (JSON.parse(data['config.json'] ?? '{}') as { environment?: string })
          .environment ??
        [],
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
      { name: 'ghcr.io/acme/shop-backend', newTag: '1.0.0' },
      { name: 'ghcr.io/acme/shop-frontend', newTag: '1.0.0' },
    ],
  });
});
