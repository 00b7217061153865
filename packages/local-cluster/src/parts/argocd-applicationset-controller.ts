import type { Part } from '../part.ts';
import { httpReady } from '../probe.ts';
import { argocdPart } from './argocd-part.ts';
import type { PartContext } from './part-context.ts';

/** Makes an Application of every overlay in the GitOps repository. */
export function argocdApplicationSetController(context: PartContext): Part {
  const { ports, part } = context;
  const metrics = `127.0.0.1:${ports.applicationSetMetrics}`;
  return argocdPart(context, {
    program: 'argocd-applicationset-controller',
    args: [
      `--argocd-repo-server=127.0.0.1:${ports.repoServer}`,
      '--repo-server-plaintext',
      `--metrics-addr=${metrics}`,
      `--probe-addr=127.0.0.1:${ports.applicationSetProbe}`,
      `--webhook-addr=127.0.0.1:${ports.applicationSetWebhook}`,
      '--webhook-parallelism-limit=2',
      '--enable-scm-providers=false',
    ],
    env: {
      // A push reaches this controller before the root Application has made the AppProject of a
      // new team, which its Application needs: it looks again soon.
      ARGOCD_APPLICATIONSET_CONTROLLER_REQUEUE_AFTER: '5s',
    },
    ports: [
      ports.applicationSetWebhook,
      ports.applicationSetMetrics,
      ports.applicationSetProbe,
    ],
    after: [part('argocd-repo-server')],
    ready: signal => httpReady(`http://${metrics}/metrics`, signal),
  });
}
