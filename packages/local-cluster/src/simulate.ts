import { z } from 'zod';
import type { ClusterOptions } from './cluster-options.ts';
import { withAdminClient } from './kubernetes/cluster-client.ts';
import { simulateAnnotation, type Simulation } from './stages/simulation.ts';

/** One pod, or without a name all pods of a namespace. */
export interface PodSelection {
  namespace: string;
  pod?: string;
}

const podListSchema = z.object({
  items: z.array(z.object({ metadata: z.object({ name: z.string() }) })),
});

/**
 * Makes pods of a local cluster fail on demand, or recover when `simulation`
 * is undefined. A pod that its controller replaces starts without it.
 * @returns the names of the pods it was told to
 * @throws KubernetesError with status 404 when a named pod does not exist
 */
export async function simulate(
  cluster: ClusterOptions,
  { namespace, pod }: PodSelection,
  simulation: Simulation | undefined,
): Promise<string[]> {
  const pods = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods`;
  const annotations = { [simulateAnnotation]: simulation ?? null };
  return withAdminClient(cluster, async client => {
    const names =
      pod === undefined
        ? podListSchema
            .parse(await client.request('GET', pods))
            .items.map(({ metadata }) => metadata.name)
        : [pod];
    for (const name of names) {
      await client.request(
        'PATCH',
        `${pods}/${encodeURIComponent(name)}`,
        { metadata: { annotations } },
        'application/merge-patch+json',
      );
    }
    return names;
  });
}
