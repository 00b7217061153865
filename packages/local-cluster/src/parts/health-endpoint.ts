import { join } from 'node:path';
import type { ClusterFiles } from '../cluster-files.ts';
import { httpsReady } from '../probe.ts';

/** Flags that make a control plane component serve its health on loopback. */
export function healthEndpoint(files: ClusterFiles, port: number): string[] {
  return [
    '--bind-address=127.0.0.1',
    `--secure-port=${port}`,
    // The API server's own certificate: it is for 127.0.0.1, and the probe trusts it.
    `--tls-cert-file=${files.apiServerCertificate}`,
    `--tls-private-key-file=${join(files.pki, 'apiserver.key')}`,
    '--profiling=false',
  ];
}

/** Asks that endpoint. */
export function healthProbe(files: ClusterFiles, port: number) {
  return (signal: AbortSignal): Promise<boolean> =>
    httpsReady(
      `https://127.0.0.1:${port}/healthz`,
      files.apiServerCertificate,
      signal,
    );
}
