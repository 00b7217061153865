import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { renderGitOps, renderManifests, writeFiles } from './support/render.ts';
import { documents, fileAt, shape } from './support/structure.ts';
import { temporaryDirectory } from './support/temporaryDirectory.ts';
import { execute, tool } from './support/tools.ts';
import { gitOpsValues, hostileTexts, serviceValues } from './support/values.ts';

interface Manifest {
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels: Record<string, string>;
    annotations?: Record<string, string>;
  };
  data?: Record<string, string>;
  spec?: Record<string, unknown>;
}

interface Pods {
  replicas?: number;
  strategy: Record<string, unknown>;
  selector: { matchLabels: Record<string, string> };
  template: {
    metadata: {
      labels: Record<string, string>;
      annotations: Record<string, string>;
    };
    spec: {
      securityContext: Record<string, unknown>;
      topologySpreadConstraints: { labelSelector: unknown }[];
      containers: {
        image: string;
        args?: string[];
        env?: { name: string; valueFrom: unknown }[];
        lifecycle: unknown;
        securityContext: unknown;
        resources: unknown;
        volumeMounts: { name: string; mountPath: string }[];
      }[];
    };
  };
}

type Values = Record<string, unknown>;

const files = await renderGitOps(gitOpsValues);
const digest = `sha256:${'a'.repeat(64)}`;
const image = { repository: 'ghcr.io/acme/shop', tag: '1.4.2', digest };
const everything = {
  image,
  system: 'commerce',
  replicas: 2,
  config: { LOG_LEVEL: 'debug' },
  secretEnv: [{ name: 'API_TOKEN', secret: 'shop-api', key: 'token' }],
  ingress: { enabled: true, host: 'shop.example.com' },
  podDisruptionBudget: { enabled: true },
  autoscaling: { enabled: true },
  monitoring: {
    enabled: true,
    ruleGroups: [{ name: 'shop', rules: [{ alert: 'Down', expr: 'up == 0' }] }],
    dashboards: { 'shop.json': '{}' },
  },
  media: { enabled: true, accessMode: 'ReadWriteMany' },
  postgresql: { enabled: true },
  migrations: { enabled: true },
};

/** The chart in a repository of its own, and a way to render it with values of a component. */
async function chart(context: TestContext) {
  const directory = await temporaryDirectory(context);
  await writeFiles(directory, files);
  const helm = await tool('helm');
  const write = async (path: string, content: string) => {
    await writeFiles(directory, [{ path, content, executable: false }]);
    return join(directory, path);
  };
  const run = async (verb: string[], values: Values, namespace: string) =>
    execute(
      helm,
      [
        ...verb,
        'charts/web-app',
        ...['--namespace', namespace],
        ...['--values', await write('values.yaml', asFile(values))],
      ],
      { cwd: directory },
    );
  return {
    lint: (values: Values) =>
      run(['lint', '--strict'], values, 'test-release-dev'),
    render: async (values: Values, namespace = 'shop-prod') =>
      manifests(await run(['template', 'shop'], values, namespace)),
    /** As Argo CD does: the files in their order, each from the root of the repository. */
    renderFiles: async (layers: Record<string, unknown>) => {
      const args: string[] = [];
      for (const [path, values] of Object.entries(layers)) {
        args.push('--values', await write(path, asFile(values)));
      }
      return manifests(
        await execute(
          helm,
          [
            ...['template', 'shop', 'charts/web-app'],
            ...['--namespace', 'shop-prod', ...args],
          ],
          { cwd: directory },
        ),
      );
    },
  };
}

/** Values as a file, in the part of YAML that is JSON: what YAML cannot hold plainly is escaped. */
function asFile(values: unknown): string {
  return JSON.stringify(values).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function manifests(output: string): Manifest[] {
  return parseAllDocuments(output)
    .map(document => {
      assert.deepEqual(document.errors, []);
      return document.toJS() as Manifest | null;
    })
    .filter(one => one !== null);
}

function one(all: readonly Manifest[], kind: string, name = 'shop'): Manifest {
  const found = all.filter(
    each => each.kind === kind && each.metadata.name === name,
  );
  assert.equal(found.length, 1, `${found.length} of ${kind} ${name}`);
  return found[0] as Manifest;
}

function pods(manifest: Manifest): Pods {
  return manifest.spec as unknown as Pods;
}

const names = (all: readonly Manifest[]) =>
  all.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort();

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
  for (const [kind, key] of [
    ['PodDisruptionBudget', 'selector'],
    ['ServiceMonitor', 'selector'],
    ['NetworkPolicy', 'podSelector'],
  ] as const) {
    assert.deepEqual(one(all, kind).spec?.[key], { matchLabels: selector });
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

test('the schema refuses what would be wrong or unsafe, and says where', async t => {
  const { render } = await chart(t);
  const host = (value: string) => ({
    image,
    ingress: { enabled: true, host: value },
  });
  const refused: [string, Values][] = [
    ['/image/tag', { image: { ...image, tag: 'latest' } }],
    ['/image/tag', { image: { ...image, tag: 1.1 } }],
    ['/image/tag', { image: { ...image, tag: '1 evil' } }],
    ['/image/tag', { image: { repository: image.repository } }],
    ['/image/repository', { image: { tag: '1.0.0' } }],
    ['/image/repository', { image: { ...image, repository: 'a:latest' } }],
    ['/image/repository', { image: { ...image, repository: 'a b' } }],
    ['/image/digest', { image: { ...image, digest: 'sha256:short' } }],
    ['/image/repository', {}],
    ["'replica'", { image, replica: 2 }],
    ["'hostt'", { image, ingress: { hostt: 'a' } }],
    ['/ingress/host', { image, ingress: { enabled: true } }],
    ['/ingress/host', host('https://shop.example.com')],
    ['/ingress/host', host('Shop.example.com')],
    ['/ingress/host', host('shop.example.com/x')],
    ['/ingress/host', host('*.example.com')],
    ['/ingress/host', host('a`b')],
    ['/ingress/host', host('a\nb: c')],
    ['/ingress/className', { image, ingress: { className: 'other' } }],
    [
      "'argocd.argoproj.io/hook'",
      {
        image,
        ingress: { annotations: { 'argocd.argoproj.io/hook': 'Sync' } },
      },
    ],
    ['/user', { image, user: 0 }],
    ['/config/SIZE', { image, config: { SIZE: 1 } }],
    ["'not a name'", { image, config: { 'not a name': 'x' } }],
    ["'PORT'", { image, config: { PORT: '1' } }],
    ['/port', { image, port: 80 }],
    ['/resources', { image, resources: { limits: { memory: 'much' } } }],
    ['/media/mountPath', { image, media: { mountPath: '../etc' } }],
  ];
  for (const [place, values] of refused) {
    await assert.rejects(
      render(values),
      (error: Error) =>
        /don't meet the specifications of the schema/.test(error.message) &&
        error.message.includes(place),
      `${place} with ${JSON.stringify(values)}`,
    );
  }
  await assert.rejects(
    render({ image }, 'other'),
    /the namespace of shop must be shop-<environment>, not other/,
  );
});

test('free text in values is one scalar, whatever is in it', async t => {
  const { render } = await chart(t);
  const values = (text: string) => ({
    ...everything,
    config: { TEXT: text },
    args: [text],
    ingress: { ...everything.ingress, annotations: { note: text } },
    migrations: { enabled: true, args: [text] },
    monitoring: { ...everything.monitoring, dashboards: { 'a.json': text } },
  });
  const plain = (await render(values('plain'))).map(shape);
  for (const text of hostileTexts) {
    // A file of values is UTF-8, which has no lone surrogates.
    const written = text.toWellFormed();
    const all = await render(values(written));
    assert.deepEqual(all.map(shape), plain, JSON.stringify(text));
    assert.equal(one(all, 'ConfigMap').data?.TEXT, written);
    assert.equal(
      one(all, 'ConfigMap', 'shop-dashboards').data?.['a.json'],
      written,
    );
    assert.equal(one(all, 'Ingress').metadata.annotations?.note, written);
    for (const [kind, name] of [
      ['Deployment', 'shop'],
      ['Job', 'shop-migrate'],
    ] as const) {
      const [container] = pods(one(all, kind, name)).template.spec.containers;
      assert.deepEqual(container?.args, [written]);
    }
  }
});

test('names that YAML could take for something else stay names', async t => {
  const directory = await temporaryDirectory(t);
  await writeFiles(directory, files);
  for (const name of ['null', 'true', 'e1']) {
    const output = await execute(
      await tool('helm'),
      [
        ...['template', name, 'charts/web-app', '--namespace', `${name}-no`],
        ...['--set', 'image.repository=shop,image.tag=v1'],
      ],
      { cwd: directory },
    );
    for (const { metadata } of manifests(output)) {
      assert.equal(metadata.labels['slipway.dev/component'], name);
      assert.equal(metadata.labels['slipway.dev/environment'], 'no');
      assert.equal(metadata.name.startsWith(name), true);
    }
  }
});

test('a service in Helm is what it is in Kustomize', async t => {
  const directory = await temporaryDirectory(t);
  await writeFiles(
    directory,
    await renderManifests({
      ...serviceValues(),
      name: 'shop',
      environments: ['prod'],
    }),
  );
  const kustomized = manifests(
    await execute(
      await tool('kustomize'),
      ['build', 'apps/shop/overlays/prod'],
      { cwd: directory },
    ),
  );
  const { media, ...stateless } = everything;
  assert.ok(media);
  const helmed = await (await chart(t)).render(stateless);
  const kinds = new Set(helmed.map(({ kind }) => kind));
  for (const { kind } of kustomized) {
    assert.ok(kinds.has(kind), `Helm has no ${kind}`);
  }
  const essence = (manifest: Manifest) => {
    const { strategy, template } = pods(manifest);
    const [container] = template.spec.containers;
    return {
      labels: Object.keys(template.metadata.labels).sort(),
      strategy,
      security: template.spec.securityContext,
      spread: template.spec.topologySpreadConstraints.map(
        ({ labelSelector, ...constraint }) => [
          constraint,
          shape(labelSelector),
        ],
      ),
      container: container?.securityContext,
      lifecycle: container?.lifecycle,
    };
  };
  assert.deepEqual(
    essence(one(helmed, 'Deployment')),
    essence(one(kustomized, 'Deployment', 'shop-backend')),
  );
});
