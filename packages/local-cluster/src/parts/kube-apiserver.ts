import { X509Certificate, generateKeyPairSync } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClusterOptions } from '../cluster-options.ts';
import type { ClusterFiles } from '../cluster-files.ts';
import { apiServerUrl } from '../kubernetes/cluster-client.ts';
import type { Part } from '../part.ts';
import { httpsReady } from '../probe.ts';
import { writePrivateFile } from '../write-private-file.ts';
import type { PartContext } from './part-context.ts';

const renewBeforeMs = 30 * 24 * 60 * 60 * 1000;

/** The Kubernetes API server. */
export function kubeApiServer(context: PartContext): Part {
  const { cluster, tools, ports, files, part } = context;
  return {
    name: part('kube-apiserver'),
    command: tools.binaries['kube-apiserver'],
    args: [
      `--etcd-servers=http://127.0.0.1:${ports.etcdClient}`,
      '--bind-address=127.0.0.1',
      '--advertise-address=127.0.0.1',
      `--secure-port=${ports.apiServer}`,
      `--cert-dir=${files.pki}`,
      `--service-account-key-file=${files.serviceAccountKey}`,
      `--service-account-signing-key-file=${files.serviceAccountKey}`,
      '--service-account-issuer=https://kubernetes.default.svc',
      // Tokens are renewed at every start; none needs the extension for pods.
      '--service-account-extend-token-expiration=false',
      `--token-auth-file=${files.staticTokens}`,
      '--anonymous-auth=true',
      '--authorization-mode=RBAC',
      '--service-cluster-ip-range=10.96.0.0/16',
      // There is one API server and no pod network: nobody reads these endpoints.
      '--endpoint-reconciler-type=none',
      '--profiling=false',
    ],
    env: { GOGC: '50' },
    after: [part('etcd')],
    ports: [ports.apiServer],
    prepare: async () => {
      await mkdir(files.pki, { recursive: true, mode: 0o700 });
      await dropExpiringCertificate(files);
      await createServiceAccountKey(files.serviceAccountKey);
      await writePrivateFile(files.staticTokens, staticTokens(cluster));
    },
    ready: signal =>
      httpsReady(
        `${apiServerUrl(cluster)}/readyz`,
        files.apiServerCertificate,
        signal,
      ),
  };
}

/** The identities that exist before any service account: user, id, groups. */
function staticTokens({ secrets }: ClusterOptions): string {
  const manager = 'system:kube-controller-manager';
  const scheduler = 'system:kube-scheduler';
  return [
    `${secrets.adminToken},slipway-bootstrap,slipway-bootstrap,system:masters`,
    `${secrets.controllerManagerToken},${manager},${manager}`,
    `${secrets.schedulerToken},${scheduler},${scheduler}`,
    '',
  ].join('\n');
}

/** The API server makes itself a certificate for a year where it finds none. */
async function dropExpiringCertificate(files: ClusterFiles): Promise<void> {
  const pem = await readFile(files.apiServerCertificate).catch(() => undefined);
  if (!pem) {
    return;
  }
  const { validTo } = new X509Certificate(pem);
  if (Date.parse(validTo) - Date.now() < renewBeforeMs) {
    await rm(files.apiServerCertificate);
    await rm(join(files.pki, 'apiserver.key'), { force: true });
  }
}

/** The key is kept: a new one would void every service account's token. */
async function createServiceAccountKey(path: string): Promise<void> {
  const existing = await readFile(path).catch(() => undefined);
  if (existing) {
    return;
  }
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs1', format: 'pem' });
  await writePrivateFile(path, pem.toString());
}
