import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dataOptions, ofKind, overlays, wave } from './support/kustomize.ts';

const ownLabels = {
  'app.kubernetes.io/name': 'shop',
  'app.kubernetes.io/part-of': 'shop',
  'app.kubernetes.io/managed-by': 'argocd',
  'slipway.dev/component': 'shop',
};

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
