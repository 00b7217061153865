import type { Part } from '../part.ts';
import { httpReady } from '../probe.ts';
import { argocdPart } from './argocd-part.ts';
import type { PartContext } from './part-context.ts';

/** Compares applications with the cluster, and syncs them. */
export function argocdApplicationController(context: PartContext): Part {
  const { ports, part } = context;
  const metrics = `127.0.0.1:${ports.controllerMetrics}`;
  return argocdPart(context, {
    program: 'argocd-application-controller',
    args: [
      `--redis=127.0.0.1:${ports.redis}`,
      `--repo-server=127.0.0.1:${ports.repoServer}`,
      `--metrics-port=${ports.controllerMetrics}`,
      // Webhooks come first; this is for the ones that got lost.
      // A new component's Application may be older than its namespaces in the AppProject.
      '--app-resync=10s',
    ],
    ports: [ports.controllerMetrics],
    after: [part('redis'), part('argocd-repo-server')],
    ready: signal => httpReady(`http://${metrics}/healthz`, signal),
  });
}
