import type { Part } from '../part.ts';
import { httpReady } from '../probe.ts';
import { localArgocdPart } from './argocd-part.ts';
import type { PartContext } from './part-context.ts';

/** Fetches repositories and renders manifests. */
export function argocdRepoServer(context: PartContext): Part {
  const { ports, part } = context;
  const metrics = `127.0.0.1:${ports.repoServerMetrics}`;
  return localArgocdPart(context, {
    program: 'argocd-repo-server',
    args: [
      '--address=127.0.0.1',
      `--port=${ports.repoServer}`,
      '--metrics-address=127.0.0.1',
      `--metrics-port=${ports.repoServerMetrics}`,
      `--redis=127.0.0.1:${ports.redis}`,
      '--disable-tls',
      '--parallelismlimit=4',
    ],
    ports: [ports.repoServer, ports.repoServerMetrics],
    after: [part('redis')],
    ready: signal => httpReady(`http://${metrics}/healthz?full=true`, signal),
  });
}
