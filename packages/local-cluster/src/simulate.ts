import type { ClusterOptions } from './cluster-options.ts';
import { withAdminClient } from './kubernetes/cluster-client.ts';
import { simulateAnnotation, type Simulation } from './stages/simulation.ts';

/** A pod by namespace and name. */
export interface PodName {
  namespace: string;
  pod: string;
}

/**
 * Makes a pod of a local cluster fail on demand, or recover when `simulation`
 * is undefined. A pod that its controller replaces starts without it.
 * @throws KubernetesError with status 404 when there is no such pod
 */
export async function simulate(
  cluster: ClusterOptions,
  { namespace, pod }: PodName,
  simulation: Simulation | undefined,
): Promise<void> {
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}`;
  const annotations = { [simulateAnnotation]: simulation ?? null };
  await withAdminClient(cluster, client =>
    client.request(
      'PATCH',
      path,
      { metadata: { annotations } },
      'application/merge-patch+json',
    ),
  );
}
