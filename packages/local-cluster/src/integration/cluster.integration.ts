import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import {
  argocdPortalToken,
  bootstrapCluster,
  clusterAddresses,
  clusterParts,
  createClusterSecrets,
  ensureTools,
  simulate,
  type BootstrapOptions,
  type ClusterOptions,
  type Tools,
} from '../index.ts';
import { KubernetesClient } from '../kubernetes/kubernetes-client.ts';
import { withAdminClient } from '../kubernetes/cluster-client.ts';
import { dryRun, renderOverlay } from './dry-run.ts';
import { choices, generatedComponent } from './generated-component.ts';
import { GitServer } from './git-server.ts';
import { clusterFolder, overlay } from './gitops-files.ts';
import { podsOf, type Pod } from './pods.ts';
import { RunningParts } from './run-parts.ts';

const basePort = 22_300;
const password = 'only-for-this-test';
const webhookSecret = 'signs-events-of-this-test';

let folder: string;
let repository: GitServer;
let cluster: ClusterOptions;
let tools: Tools;
let options: BootstrapOptions;
let running: RunningParts;
let portal: KubernetesClient;

before(async () => {
  const caches = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  tools = await ensureTools({
    cacheDir: join(caches, 'slipway'),
    onProgress: ({ message }) => console.log(message),
  });
  folder = await mkdtemp(join(tmpdir(), 'slipway-cluster-'));
  repository = await GitServer.start(join(folder, 'gitops'), password);
  await repository.commit({
    ...clusterFolder(repository.url),
    ...overlay('shop'),
    ...(await generatedComponent('orders', ['dev'], {
      postgresql: true,
      redis: true,
    })),
  });
  cluster = {
    name: 'test',
    basePort,
    dir: join(folder, 'cluster'),
    secrets: createClusterSecrets(),
  };
  options = {
    repository: {
      url: repository.url,
      username: 'argocd',
      token: password,
      webhookSecret,
    },
    rootPath: 'clusters/test',
  };
  running = new RunningParts(
    clusterParts(cluster, tools),
    join(folder, 'logs'),
  );
  const startedAt = Date.now();
  const all = running.startAll();
  await running.start('test/kube-apiserver');
  await Promise.all([all, bootstrapCluster(cluster, tools, options)]);
  console.log(`all parts ready after ${seconds(startedAt)} s`);
  portal = await openPortalClient();
});

after(async () => {
  portal?.close();
  await running?.stop();
  repository?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('an overlay in Git becomes a healthy Application with Ready pods', async () => {
  await eventually(async () => {
    assert.deepEqual(await application('shop-dev'), ['Synced', 'Healthy']);
    const pods = await podsOf(portal, 'shop-dev');
    assert.deepEqual(
      pods.map(pod => pod.ready),
      [true, true],
    );
  });
});

test('a generated component with all options syncs in the order of its waves', async () => {
  await eventually(async () => {
    assert.deepEqual(await application('orders-dev'), ['Synced', 'Healthy']);
  });
  const reply = await argocd('GET', '/api/v1/applications/orders-dev');
  const { status } = await reply.json();
  const synced: { kind: string; hookPhase?: string }[] =
    status.operationState.syncResult.resources;
  const kinds = synced.map(({ kind }) => kind);
  const backend = kinds.lastIndexOf('Deployment');
  for (const kind of ['Cluster', 'ExternalSecret', 'ServiceMonitor', 'Job']) {
    assert.ok(kinds.includes(kind), kind);
    assert.ok(kinds.indexOf(kind) < backend, `${kind} after the Deployments`);
  }
  const migrations = synced.find(({ kind }) => kind === 'Job');
  assert.equal(migrations?.hookPhase, 'Succeeded');
  const pods = await podsOf(portal, 'orders-dev');
  assert.equal(pods.filter(pod => pod.ready).length, 3);
});

test('the API server takes every object of a template, whatever was chosen', async t => {
  const { kustomize } = tools.binaries;
  let count = 0;
  for (const [index, choice] of choices.entries()) {
    const name = `choice-${index}`;
    const files = await generatedComponent(name, ['dev', 'prod'], choice);
    for (const environment of ['dev', 'prod']) {
      const objects = await renderOverlay(
        kustomize,
        join(folder, name),
        files,
        `apps/${name}/overlays/${environment}`,
      );
      await withAdminClient(cluster, client => dryRun(client, objects));
      count += objects.length;
    }
  }
  t.diagnostic(`${count} objects of ${choices.length} combinations`);
  const unknown = {
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'Cluster',
    metadata: { name: 'none', namespace: 'choice-0-dev' },
    spec: { instances: 0 },
  };
  await assert.rejects(
    withAdminClient(cluster, client => dryRun(client, [unknown])),
    /spec\.instances/,
  );
});

test('a push event makes a new component run in seconds', async () => {
  const commit = await repository.commit(overlay('cart'));
  const startedAt = Date.now();
  for (const webhook of clusterAddresses(cluster).webhooks) {
    assert.equal(await repository.push(webhook, commit, webhookSecret), 200);
    assert.equal(await repository.push(webhook, commit, 'another'), 400);
  }
  await eventually(async () => {
    assert.deepEqual(await application('cart-dev'), ['Synced', 'Healthy']);
    const pods = await podsOf(portal, 'cart-dev');
    assert.deepEqual(
      pods.map(pod => pod.ready),
      [true, true],
    );
  }, 20_000);
  console.log(`from push event to Ready pods: ${seconds(startedAt)} s`);
});

test('a running pod crashes, or loses its image, and recovers on demand', async () => {
  const [{ name }] = await podsOf(portal, 'shop-dev');
  const target = { namespace: 'shop-dev', pod: name };
  const becomes = (check: (pod: Pod) => void) =>
    eventually(async () => {
      const pods = await podsOf(portal, 'shop-dev');
      const pod = pods.find(candidate => candidate.name === name);
      assert.ok(pod);
      check(pod);
    });

  await simulate(cluster, target, 'crash-loop');
  await becomes(pod => {
    assert.equal(pod.waiting, 'CrashLoopBackOff');
    assert.equal(pod.ready, false);
    assert.ok(pod.restarts >= 2, 'it is restarted again and again');
  });
  await simulate(cluster, target, 'image-pull-failure');
  await becomes(pod => assert.equal(pod.waiting, 'ImagePullBackOff'));
  await simulate(cluster, target, undefined);
  await becomes(pod => assert.equal(pod.ready, true));
});

test('the portal may read what it shows, and nothing else', async () => {
  const denied = { name: 'KubernetesError', status: 403 };
  const pods = '/api/v1/namespaces/shop-dev/pods';
  const applications = '/apis/argoproj.io/v1alpha1/applications';
  await portal.request('GET', applications);
  const [{ name }] = await podsOf(portal, 'shop-dev');
  const log = await portal.request('GET', `${pods}/${name}/log`);
  assert.match(String(log), /simulated/);
  await assert.rejects(portal.request('GET', '/api/v1/secrets'), denied);
  await assert.rejects(portal.request('DELETE', pods), denied);
  await assert.rejects(
    portal.request('POST', '/api/v1/namespaces', { metadata: { name: 'x' } }),
    denied,
  );
  const sync = await argocd('POST', '/api/v1/applications/shop-dev/sync');
  assert.equal(sync.status, 403);
});

test('a second bootstrap changes nothing but the token', async () => {
  const { tokenFile } = clusterAddresses(cluster).kubernetes;
  const firstToken = await readFile(tokenFile, 'utf8');
  await bootstrapCluster(cluster, tools, options);
  assert.notEqual(await readFile(tokenFile, 'utf8'), firstToken);
  assert.deepEqual(await application('root'), ['Synced', 'Healthy']);
});

const parts = [
  'etcd',
  'redis',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kwok',
  'argocd-repo-server',
  'argocd-application-controller',
  'argocd-applicationset-controller',
  'argocd-server',
];
for (const part of parts) {
  test(`${part} killed without warning comes back, with nothing lost`, () =>
    killAndAwait(part));
}

async function killAndAwait(part: string): Promise<void> {
  const startedAt = Date.now();
  await running.crash(`test/${part}`);
  await eventually(async () => {
    const pods = await podsOf(portal, 'shop-dev');
    assert.deepEqual(
      pods.map(pod => pod.ready),
      [true, true],
    );
    assert.deepEqual(await application('cart-dev'), ['Synced', 'Healthy']);
  }, 15_000);
  console.log(`${part} is back after ${seconds(startedAt)} s`);
}

async function openPortalClient(): Promise<KubernetesClient> {
  const { url, caFile, tokenFile } = clusterAddresses(cluster).kubernetes;
  const token = await readFile(tokenFile, 'utf8');
  return KubernetesClient.open({ url, caFile, token });
}

function argocd(method: string, path: string): Promise<Response> {
  return fetch(`${clusterAddresses(cluster).argocd}${path}`, {
    method,
    body: method === 'GET' ? undefined : '{}',
    headers: {
      authorization: `Bearer ${argocdPortalToken(cluster.secrets)}`,
      'content-type': 'application/json',
    },
  });
}

/** Sync and health of an Application, as Argo CD's API tells the portal. */
async function application(name: string): Promise<string[]> {
  const reply = await argocd('GET', `/api/v1/applications/${name}`);
  assert.equal(reply.status, 200, `application ${name}: ${reply.status}`);
  const { status } = await reply.json();
  return [status?.sync?.status, status?.health?.status];
}

/** Tries `check` until it passes; its last failure after `timeoutMs`. */
async function eventually(
  check: () => Promise<void>,
  timeoutMs = 60_000,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > deadline) {
        throw error;
      }
      await delay(200);
    }
  }
}

function seconds(startedAt: number): string {
  return ((Date.now() - startedAt) / 1000).toFixed(1);
}
