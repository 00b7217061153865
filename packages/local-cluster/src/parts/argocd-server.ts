import type { Part } from '../part.ts';
import { httpReady } from '../probe.ts';
import { argocdPart } from './argocd-part.ts';
import type { PartContext } from './part-context.ts';

/** Argo CD's API, which the portal reads, and its webhook. */
export function argocdServer(context: PartContext): Part {
  const { ports, part, files } = context;
  return argocdPart(context, {
    program: 'argocd-server',
    args: [
      '--address=127.0.0.1',
      `--port=${ports.argocdServer}`,
      '--metrics-address=127.0.0.1',
      `--metrics-port=${ports.argocdServerMetrics}`,
      `--redis=127.0.0.1:${ports.redis}`,
      `--repo-server=127.0.0.1:${ports.repoServer}`,
      '--repo-server-plaintext',
      // Plain HTTP, for it never leaves the machine.
      '--insecure',
      `--staticassets=${files.argocd}`,
      '--webhook-parallelism-limit=2',
      '--appset-enable-scm-providers=false',
    ],
    ports: [ports.argocdServer, ports.argocdServerMetrics],
    after: [part('redis'), part('argocd-repo-server')],
    ready: signal =>
      httpReady(`http://127.0.0.1:${ports.argocdServer}/healthz`, signal),
  });
}
