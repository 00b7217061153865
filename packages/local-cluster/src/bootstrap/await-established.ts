import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { KubernetesClient } from '../kubernetes/kubernetes-client.ts';
import type { KubernetesObject } from '../kubernetes/kubernetes-object.ts';

const timeoutMs = 30_000;
const definitionSchema = z.object({
  status: z.object({
    conditions: z
      .array(z.object({ type: z.string(), status: z.string() }))
      .nullish(),
  }),
});

/** Waits until the API server serves the kinds that `definitions` add. */
export async function awaitEstablished(
  client: KubernetesClient,
  definitions: readonly KubernetesObject[],
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (const definition of definitions) {
    const path = await client.pathOf(definition);
    while (!isEstablished(await client.request('GET', path))) {
      if (Date.now() > deadline) {
        throw new Error(
          `${definition.metadata.name} is not served after 30 s; see the log of kube-apiserver`,
        );
      }
      await delay(100);
    }
  }
}

function isEstablished(definition: unknown): boolean {
  const { status } = definitionSchema.parse(definition);
  return (status.conditions ?? []).some(
    ({ type, status: value }) => type === 'Established' && value === 'True',
  );
}
