import assert from 'node:assert/strict';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { stringify } from 'yaml';
import { upOptions } from '../stack/options.ts';
import { temporaryDirectory } from '../supervisor/testing.ts';
import { locateWorkspace } from '../workspace.ts';
import { readConfig } from './config.ts';
import { forgeSeed } from './forge-files.ts';
import { portalConfig } from './portal-config.ts';
import { prepare } from './prepare.ts';

async function emptyWorkspace(t: TestContext) {
  return locateWorkspace({
    SLIPWAY_STATE_DIR: await temporaryDirectory(t),
    HOME: await temporaryDirectory(t),
  });
}

test('without a configuration file everything has its default', async t => {
  const config = await readConfig(await emptyWorkspace(t));
  assert.deepEqual(config.ports, {
    portal: 7007,
    forge: 7010,
    postgres: 7020,
    yc: 7100,
    vk: 7130,
  });
  assert.equal(config.database, 'sqlite');
});

test('a wrong configuration is refused with the file and the setting', async t => {
  const workspace = await emptyWorkspace(t);
  const refuses = async (text: string, message: RegExp) => {
    await writeFile(workspace.configFile, text);
    await assert.rejects(readConfig(workspace), message);
  };
  await refuses('ports: { portal: 80 }', /config\.yaml: ports\.portal: .*1024/);
  await refuses('ports: { portl: 8007 }', /config\.yaml: ports: .*portl/);
  await refuses('ports: [', /config\.yaml is not YAML/);
  await refuses('database: oracle', /config\.yaml: database/);
});

test('secrets are made once, are private, and are random', async t => {
  const workspace = await emptyWorkspace(t);
  const first = await prepare(workspace, upOptions({}));
  const again = await prepare(workspace, upOptions({}));
  assert.deepEqual(again.settings.secrets, first.settings.secrets);
  assert.equal((await stat(workspace.secretsFile)).mode & 0o777, 0o600);

  const other = await prepare(await emptyWorkspace(t), upOptions({}));
  assert.notEqual(
    other.settings.secrets.passwords.casey,
    first.settings.secrets.passwords.casey,
  );
  await writeFile(workspace.secretsFile, '{"passwords":{"casey":"s3cret"}}');
  await assert.rejects(prepare(workspace, upOptions({})), (error: Error) => {
    assert.match(error.message, /secrets\.json is damaged/);
    assert.ok(!`${error.message}${error.cause}`.includes('s3cret'));
    return true;
  });
});

test('the portal, the forge and the clusters are told the same ports and secrets', async t => {
  const workspace = await emptyWorkspace(t);
  await writeFile(workspace.configFile, 'ports: { portal: 8007, forge: 8010 }');
  const { settings } = await prepare(workspace, upOptions({ postgres: true }));
  const config = portalConfig(settings);
  assert.equal('renderer' in config.gitops, false);
  const rendering = portalConfig(settings, '/cache/renderer.wasm');
  assert.deepEqual(rendering.gitops.renderer, { wasm: '/cache/renderer.wasm' });
  const seed = forgeSeed(settings);
  assert.equal(config.app.baseUrl, 'http://localhost:8007');
  assert.equal(config.integrations.github[0]?.host, 'localhost:8010');
  assert.equal(config.backend.database.client, 'pg');
  assert.deepEqual(
    config.gitops.clusters.map(({ name }) => name),
    ['yc', 'vk'],
  );
  const [app] = seed.oauthApps;
  const provider = config.auth.providers.github.development;
  assert.equal(app?.clientSecret, provider.clientSecret);
  assert.ok(app?.callbackUrl.startsWith('http://localhost:8007/api/auth/'));
  assert.deepEqual(
    seed.teams.map(({ slug, members }) => [slug, members]),
    [
      ['team-shop', ['casey']],
      ['platform', ['robin']],
      ['on-call', ['ollie']],
    ],
  );
});

test('an existing cluster is taken from the kubeconfig, and what is missing there is named', async t => {
  const workspace = await emptyWorkspace(t);
  const file = join(workspace.stateDir, 'kubeconfig');
  const options = upOptions({ kubeconfig: file, cluster: ['yc=admin'] });
  await assert.rejects(prepare(workspace, options), /each Argo CD; add/);
  await writeFile(
    workspace.configFile,
    'clusters: [{ name: yc, argocd: { url: "https://cd.example", token: abc } }]',
  );
  await assert.rejects(
    prepare(workspace, options),
    /kubeconfig.*cannot be read/,
  );

  const kubeconfig = (user: object, context = 'admin') =>
    writeFile(
      file,
      stringify({
        clusters: [
          {
            name: 'c',
            cluster: {
              server: 'https://k.example',
              'certificate-authority-data':
                Buffer.from('PEM').toString('base64'),
            },
          },
        ],
        users: [{ name: 'u', user }],
        contexts: [{ name: context, context: { cluster: 'c', user: 'u' } }],
      }),
    );
  await kubeconfig({ token: 't' }, 'other');
  await assert.rejects(
    prepare(workspace, options),
    /no context 'admin' \(it has other\); name one with --cluster yc=/,
  );
  await kubeconfig({ 'client-certificate-data': 'x' });
  await assert.rejects(prepare(workspace, options), /user 'u' has no token/);

  await kubeconfig({ token: 'read-only' });
  const { settings, clusters } = await prepare(workspace, options);
  assert.deepEqual(clusters, []);
  const [yc] = settings.clusters;
  assert.ok(yc);
  assert.equal(yc.kubernetes.url, 'https://k.example');
  assert.equal(await readFile(yc.kubernetes.caFile, 'utf8'), 'PEM');
  assert.equal(await readFile(yc.kubernetes.tokenFile, 'utf8'), 'read-only');
  assert.equal(yc.argocd.url, 'https://cd.example');
  const portal = portalConfig(settings);
  assert.deepEqual(portal.gitops.clusters, [
    { name: 'yc', argocd: yc.argocd, kubernetes: yc.kubernetes },
  ]);
  assert.deepEqual(yc.webhooks, ['https://cd.example/api/webhook']);
});

test('files that a kubeconfig names are looked for beside it, and what is no kubeconfig is said to be none', async t => {
  const workspace = await emptyWorkspace(t);
  const file = join(workspace.stateDir, 'kubeconfig');
  const options = upOptions({ kubeconfig: file });
  await writeFile(
    workspace.configFile,
    'clusters: [{ name: yc, argocd: { url: "https://cd.example/", token: abc } }]',
  );
  for (const [text, words] of [
    ['a: [', /is not YAML/],
    ['clusters: 1', /is not a kubeconfig: clusters/],
    ['a: &a [1]\nb: *a', /is not YAML/],
  ] as const) {
    await writeFile(file, text);
    await assert.rejects(prepare(workspace, options), words);
  }
  const cluster = {
    server: 'https://k.example',
    'certificate-authority': 'ca',
  };
  const kubeconfig = (certificate: object) =>
    writeFile(
      file,
      stringify({
        clusters: [{ name: 'c', cluster: { ...cluster, ...certificate } }],
        users: [{ name: 'u', user: { tokenFile: '/run/token' } }],
        contexts: [{ name: 'yc', context: { cluster: 'c', user: 'u' } }],
      }),
    );
  await kubeconfig({ 'certificate-authority': undefined });
  await assert.rejects(prepare(workspace, options), /no certificate authority/);
  await kubeconfig({});
  const { settings } = await prepare(workspace, options);
  const [yc] = settings.clusters;
  assert.equal(yc?.kubernetes.caFile, join(workspace.stateDir, 'ca'));
  assert.equal(yc?.kubernetes.tokenFile, '/run/token');
  assert.deepEqual(yc?.webhooks, ['https://cd.example/api/webhook']);
});
