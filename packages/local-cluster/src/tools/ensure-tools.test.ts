import assert from 'node:assert/strict';
import {
  access,
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { ensureTools } from './ensure-tools.ts';
import type { ToolsProgress } from './progress.ts';
import { toolNames } from './tools.ts';

/** Stands in for the compiler: makes empty programs in no time, and counts its builds. */
const compiler = `#!/bin/sh
case "$1" in
  env) echo "\${FAKE_GO_VERSION:-go1.26.8}" ;;
  mod) case "$FAKE_OFFLINE:$PWD" in 1:*/crds) exit 1 ;; esac ;;
  list) echo "$FAKE_MODULE" ;;
  build)
    echo build >> "$FAKE_MODULE/builds"
    if [ -n "$FAKE_FAILURE" ]; then echo "$FAKE_FAILURE" >&2; exit 1; fi
    shift
    while [ "$1" != -o ]; do shift; done
    folder=$2; shift 2
    for package; do
      name=\${package%/v[0-9]}
      echo "#!/bin/sh" > "$folder\${name##*/}"
    done ;;
esac
`;

const definitions = [
  'example/prometheus-operator-crd/monitoring.coreos.com_prometheusrules.yaml',
  'example/prometheus-operator-crd/monitoring.coreos.com_servicemonitors.yaml',
  'config/crds/bases/external-secrets.io_externalsecrets.yaml',
  'config/crds/bases/external-secrets.io_secretstores.yaml',
  'config/crds/bases/generators.external-secrets.io_passwords.yaml',
  'deploy/crds/cert-manager.io_certificates.yaml',
];

let folder: string;
let cacheDir: string;
let events: ToolsProgress[];
const environment = { ...process.env };

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'slipway-tools-')));
  cacheDir = join(folder, 'cache');
  events = [];
  const module = join(folder, 'module');
  for (const path of [
    'manifests/crds',
    'manifests/base/config',
    'manifests/base/application-controller-roles',
    'manifests/base/applicationset-controller',
    'manifests/base/server',
    'manifests/cluster-rbac/application-controller',
    'manifests/cluster-rbac/applicationset-controller',
    'manifests/cluster-rbac/server',
    'kustomize/stage/node/fast',
    'kustomize/stage/node/heartbeat-with-lease',
    'kustomize/rbac',
    ...definitions.map(file => dirname(file)),
  ]) {
    await mkdir(join(module, path), { recursive: true });
  }
  for (const file of definitions) {
    await writeFile(join(module, file), 'kind: CRD\n');
  }
  await writeFile(join(module, 'manifests/crds/crd.yaml'), 'kind: CRD\n');
  await writeFile(join(module, 'manifests/crds/kustomization.yaml'), '');
  await writeFile(join(module, 'manifests/base/server/x-role.yaml'), '');
  await writeFile(join(module, 'manifests/base/server/x-deployment.yaml'), '');
  await program('go', compiler);
  process.env.PATH = `${join(folder, 'path')}:/usr/bin:/bin`;
  process.env.FAKE_MODULE = module;
});

afterEach(async () => {
  for (const name of Object.keys(process.env)) {
    delete process.env[name];
  }
  Object.assign(process.env, environment);
  await rm(folder, { recursive: true, force: true });
});

describe('ensureTools', () => {
  test('compiles all tools once, then needs no Go', async () => {
    const tools = await ensure();
    for (const tool of toolNames) {
      await access(tools.binaries[tool]);
    }
    const bin = dirname(tools.binaries.argocd);
    assert.equal(
      await realpath(join(bin, 'argocd-server')),
      tools.binaries.argocd,
    );
    await access(join(tools.assets, 'argocd/crds/crd.yaml'));
    await access(join(tools.assets, 'argocd/rights/x-role.yaml'));
    for (const left of [
      'crds/kustomization.yaml',
      'rights/x-deployment.yaml',
    ]) {
      await assert.rejects(access(join(tools.assets, 'argocd', left)));
    }
    assert.equal(events.at(-1)?.state, 'ready');

    await rm(join(folder, 'path', 'go'));
    assert.deepEqual(await ensure(), tools);
  });

  test('gets CRDs that are missing without compiling again', async () => {
    const { crds } = await ensure();
    const names = [
      ...definitions.map(file => basename(file)),
      'postgresql.cnpg.io_clusters.yaml',
    ];
    assert.deepEqual((await readdir(crds)).sort(), names.sort());

    await rm(crds, { recursive: true });
    process.env.FAKE_OFFLINE = '1';
    await assert.rejects(
      ensure(),
      /^GoBuildError: The CRDs of \S+ could not be downloaded; check the network/,
    );
    await assert.rejects(access(crds));
    delete process.env.FAKE_OFFLINE;
    assert.equal((await ensure()).crds, crds);
    assert.equal(await builds(), 1);
  });

  test('builds once when two processes ask at the same time', async () => {
    const [one, other] = await Promise.all([ensure(), ensure()]);
    assert.deepEqual(one, other);
    assert.equal(await builds(), 1);
    assert.ok(events.some(({ state }) => state === 'waiting'));
  });

  test('takes over from a process that died while building', async () => {
    await ensure();
    const [key] = (await ensure()).assets.split('/').slice(-2);
    await rm(join(cacheDir, 'tools', key), { recursive: true });
    const endedPid = '2147483646';
    await writeFile(join(cacheDir, 'tools', `${key}.lock`), endedPid);
    await ensure();
    assert.equal(await builds(), 2);
  });

  test('uses a binary on PATH that has exactly the pinned version', async () => {
    const helm = await program('helm', '#!/bin/sh\necho v3.19.5+g1234\n');
    await program('kustomize', '#!/bin/sh\necho v5.8.10\n');
    const { binaries } = await ensure();
    assert.equal(binaries.helm, helm);
    assert.ok(binaries.kustomize.startsWith(cacheDir));
  });

  test('says in one line why there are no tools, and what mends it', async () => {
    process.env.FAKE_FAILURE = 'undefined: x';
    await assert.rejects(ensure(), /could not be compiled; .*build\.log$/);
    process.env.FAKE_FAILURE = 'write: no space left on device';
    await assert.rejects(ensure(), /disk filled up.*free 5 GB/);
    process.env.FAKE_FAILURE = 'dial tcp: lookup proxy: no such host';
    await assert.rejects(
      ensure(),
      /could not be downloaded; check the network/,
    );
    process.env.FAKE_GO_VERSION = 'go1.22.1';
    await assert.rejects(
      ensure(),
      /^GoBuildError: go1\.22\.1 is too old; Go 1\.26/,
    );
    process.env.PATH = join(folder, 'nothing');
    await assert.rejects(ensure(), /Go is not on PATH; Go 1\.26 or newer/);
  });
});

function ensure() {
  return ensureTools({ cacheDir, onProgress: event => events.push(event) });
}

async function builds(): Promise<number> {
  const log = await readFile(join(folder, 'module', 'builds'), 'utf8');
  return log.trim().split('\n').length;
}

async function program(name: string, text: string): Promise<string> {
  const path = join(folder, 'path', name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  await chmod(path, 0o755);
  return path;
}
