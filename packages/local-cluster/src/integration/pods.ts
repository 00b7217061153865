import { z } from 'zod';
import type { KubernetesClient } from '../kubernetes/kubernetes-client.ts';

/** What the tests look at in a pod of one container. */
export interface Pod {
  name: string;
  ready: boolean;
  restarts: number;
  waiting?: string;
}

const listSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string() }),
      status: z.object({
        containerStatuses: z
          .array(
            z.object({
              ready: z.boolean(),
              restartCount: z.number(),
              state: z.object({
                waiting: z.object({ reason: z.string() }).optional(),
              }),
            }),
          )
          .default([]),
      }),
    }),
  ),
});

/** The pods of a namespace. */
export async function podsOf(
  client: KubernetesClient,
  namespace: string,
): Promise<Pod[]> {
  const reply = await client.request(
    'GET',
    `/api/v1/namespaces/${namespace}/pods`,
  );
  return listSchema.parse(reply).items.map(({ metadata, status }) => {
    const container = status.containerStatuses.at(0);
    return {
      name: metadata.name,
      ready: container?.ready ?? false,
      restarts: container?.restartCount ?? 0,
      waiting: container?.state.waiting?.reason,
    };
  });
}
