import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  chart,
  digest,
  everything,
  image,
  type Manifest,
  names,
  one,
  type Pods,
  pods,
  type Values,
} from './support/chart.ts';

test('an image is all it takes for a service on a plain cluster', async t => {
  const all = await (await chart(t)).render({ image });
  assert.deepEqual(names(all), [
    'ConfigMap shop',
    'Deployment shop',
    'Namespace shop-prod',
    'NetworkPolicy shop',
    'Service shop',
    'ServiceAccount shop',
  ]);
  const deployment = pods(one(all, 'Deployment'));
  assert.equal(deployment.replicas, 1);
  const [container] = deployment.template.spec.containers;
  assert.equal(container?.image, `ghcr.io/acme/shop:1.4.2@${digest}`);
  assert.equal('args' in (container ?? {}), false);
  assert.equal('env' in (container ?? {}), false);
});

test('every option adds its objects, in the namespace, labelled', async t => {
  const { render, lint } = await chart(t);
  const all = await render(everything);
  assert.deepEqual(names(all), [
    'Cluster shop-db',
    'ConfigMap shop',
    'ConfigMap shop-dashboards',
    'Deployment shop',
    'HorizontalPodAutoscaler shop',
    'Ingress shop',
    'Job shop-migrate',
    'Namespace shop-prod',
    'NetworkPolicy shop',
    'NetworkPolicy shop-db',
    'PersistentVolumeClaim shop-media',
    'PodDisruptionBudget shop',
    'PrometheusRule shop',
    'Service shop',
    'ServiceAccount shop',
    'ServiceMonitor shop',
  ]);
  const labels = {
    'app.kubernetes.io/name': 'shop',
    'app.kubernetes.io/part-of': 'commerce',
    'app.kubernetes.io/managed-by': 'argocd',
    'slipway.dev/component': 'shop',
    'slipway.dev/environment': 'prod',
  };
  for (const { kind, metadata, spec } of all) {
    if (kind !== 'Namespace') {
      assert.equal(metadata.namespace, 'shop-prod', kind);
    }
    const template = (spec as unknown as Partial<Pods> | undefined)?.template;
    for (const found of [metadata.labels, template?.metadata.labels]) {
      if (found) {
        assert.deepEqual({ ...found, ...labels }, found, kind);
      }
    }
  }
  assert.match(await lint(everything), /0 chart\(s\) failed/);
  assert.match(await lint({ image }), /0 chart\(s\) failed/);
});

test('selectors find the pods that answer, and not those that migrate', async t => {
  const all = await (await chart(t)).render(everything);
  const deployment = pods(one(all, 'Deployment'));
  const selector = deployment.selector.matchLabels;
  const matches = (labels: Record<string, string>) =>
    Object.entries(selector).every(([key, value]) => labels[key] === value);
  assert.ok(matches(deployment.template.metadata.labels));
  assert.ok(
    !matches(pods(one(all, 'Job', 'shop-migrate')).template.metadata.labels),
  );
  assert.ok(matches(one(all, 'Service').metadata.labels));
  assert.deepEqual(one(all, 'Service').spec?.selector, selector);
  for (const kind of ['PodDisruptionBudget', 'ServiceMonitor']) {
    assert.deepEqual(one(all, kind).spec?.selector, { matchLabels: selector });
  }
});

test('the database comes first, then migrations, then the release', async t => {
  const all = await (await chart(t)).render(everything);
  const wave = ({ metadata }: Manifest) =>
    Number(metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? 0);
  assert.equal(wave(one(all, 'Cluster', 'shop-db')), 0);
  const migrate = one(all, 'Job', 'shop-migrate');
  assert.deepEqual(migrate.metadata.annotations, {
    'argocd.argoproj.io/hook': 'Sync',
    'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
    'argocd.argoproj.io/sync-wave': '1',
  });
  const later = all.filter(manifest => wave(manifest) === 2);
  // A volume waits for its pod in many storage classes: an earlier wave would never end.
  assert.deepEqual(names(later), [
    'Deployment shop',
    'HorizontalPodAutoscaler shop',
    'Ingress shop',
    'PersistentVolumeClaim shop-media',
  ]);

  const [job] = pods(migrate).template.spec.containers;
  const [web] = pods(one(all, 'Deployment')).template.spec.containers;
  assert.deepEqual(job?.args, ['migrate']);
  assert.equal(job?.image, web?.image);
  assert.deepEqual(job?.env, web?.env);
  assert.deepEqual(web?.env?.[0], {
    name: 'DATABASE_URL',
    valueFrom: { secretKeyRef: { name: 'shop-db-app', key: 'uri' } },
  });
});

test('pods reach their database, DNS and what is listed, and nothing else', async t => {
  const { render } = await chart(t);
  const to = [{ ipBlock: { cidr: '203.0.113.0/24' } }];
  const all = await render({
    ...everything,
    networkPolicy: { from: [], egress: [{ to }] },
  });
  const policy = one(all, 'NetworkPolicy').spec ?? {};
  assert.equal('ingress' in policy, false);
  assert.deepEqual(
    (policy.egress as { ports?: { port: number }[] }[]).map(({ ports }) =>
      ports?.map(({ port }) => port),
    ),
    [[53, 53], [4317, 4318], [5432], undefined],
  );
  const reaches = policy.podSelector as {
    matchExpressions: { values: string[] }[];
  };
  assert.deepEqual(
    reaches.matchExpressions[0]?.values,
    [one(all, 'Deployment'), one(all, 'Job', 'shop-migrate')].map(
      manifest =>
        pods(manifest).template.metadata.labels['app.kubernetes.io/component'],
    ),
  );

  const alone = await render({ image, networkPolicy: { enabled: false } });
  assert.ok(alone.every(({ kind }) => kind !== 'NetworkPolicy'));
});

test('data goes only with a person’s word', async t => {
  const all = await (await chart(t)).render(everything);
  for (const [kind, name] of [
    ['Cluster', 'shop-db'],
    ['PersistentVolumeClaim', 'shop-media'],
  ] as const) {
    assert.equal(
      one(all, kind, name).metadata.annotations?.[
        'argocd.argoproj.io/sync-options'
      ],
      'Prune=confirm,Delete=confirm',
    );
  }
});

test('a volume for one pod at a time is handed over, and refuses a second pod', async t => {
  const { render } = await chart(t);
  const media = { enabled: true };
  const all = await render({ image, media });
  const deployment = pods(one(all, 'Deployment'));
  assert.deepEqual(deployment.strategy, { type: 'Recreate' });
  assert.equal(deployment.template.spec.securityContext.fsGroup, 65532);
  assert.equal(one(all, 'ConfigMap').data?.MEDIA_DIR, '/data/media');
  for (const more of [{ replicas: 2 }, { autoscaling: { enabled: true } }]) {
    await assert.rejects(
      render({ image, media, ...more }),
      /media with ReadWriteOnce allows one replica/,
    );
  }
});

test('the autoscaler alone decides how many pods run', async t => {
  const { render } = await chart(t);
  const all = await render({ image, autoscaling: { enabled: true } });
  assert.equal('replicas' in pods(one(all, 'Deployment')), false);
  await assert.rejects(
    render({
      image,
      autoscaling: { enabled: true, minReplicas: 7, maxReplicas: 6 },
    }),
    /minReplicas is more than/,
  );
});

test('a change of the settings restarts the pods', async t => {
  const { render } = await chart(t);
  const sum = async (values: Values) =>
    pods(one(await render({ image, ...values }), 'Deployment')).template
      .metadata.annotations['slipway.dev/config'];
  const before = await sum({});
  assert.equal(await sum({ replicas: 2 }), before);
  assert.notEqual(await sum({ config: { LOG_LEVEL: 'debug' } }), before);
});

test('an ingress takes the certificate of its controller unless it has its own', async t => {
  const { render } = await chart(t);
  const tls = async (over: Values) =>
    one(
      await render({
        image,
        ingress: { enabled: true, host: 'shop.example.com', ...over },
      }),
      'Ingress',
    ).spec?.tls;
  const hosts = ['shop.example.com'];
  assert.deepEqual(await tls({}), [{ hosts }]);
  assert.deepEqual(await tls({ tlsSecret: 'own' }), [
    { hosts, secretName: 'own' },
  ]);
});
