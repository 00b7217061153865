import { ENVIRONMENT, PODS } from './kubernetesUpstream.ts';
import type { StatusPortal } from './statusPortal.ts';

interface CellReply {
  pods: unknown[] | { state: string; reason: string };
}

interface BackstageReply {
  items: {
    cluster: { name: string };
    resources: { type: string; resources: unknown[] }[];
    errors: unknown[];
  }[];
}

/** The pods of a component on all clusters as Slipway's page asks for them: cell by cell. */
export async function lookAtCells(
  portal: StatusPortal,
  component: string,
  clusters: readonly string[],
): Promise<void> {
  const cells = await Promise.all(
    clusters.map(
      cluster =>
        portal.get(
          `/gitops/components/${component}/cells/${ENVIRONMENT}/${cluster}`,
        ) as Promise<CellReply>,
    ),
  );
  for (const { pods } of cells) {
    if (!Array.isArray(pods) || pods.length !== PODS) {
      throw new Error(`A cell shows no pods: ${JSON.stringify(pods)}`);
    }
  }
}

/** The same as the page of Backstage's Kubernetes plugin asks for it: all at once, with all that goes with it. */
export async function lookAtBackstage(
  portal: StatusPortal,
  component: string,
  clusters: readonly string[],
): Promise<void> {
  const reply = (await portal.post(`/kubernetes/services/${component}`, {
    entity: {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name: component, namespace: 'default' },
    },
    auth: {},
  })) as BackstageReply;
  const shown = reply.items.filter(
    ({ resources }) =>
      resources.find(one => one.type === 'pods')?.resources.length === PODS,
  );
  if (shown.length !== clusters.length) {
    throw new Error(
      `Backstage's backend shows pods of ${shown.length} clusters: ${JSON.stringify(reply.items[0]?.errors)}`,
    );
  }
}
