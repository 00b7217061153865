import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { KubernetesClient } from '../kubernetes/kubernetes-client.ts';
import type { KubernetesObject } from '../kubernetes/kubernetes-object.ts';

const timeoutMs = 30_000;
const definitionSchema = z.object({
  spec: z.object({
    group: z.string(),
    names: z.object({ kind: z.string() }),
    versions: z.array(z.object({ name: z.string(), served: z.boolean() })),
  }),
  status: z.object({
    conditions: z
      .array(z.object({ type: z.string(), status: z.string() }))
      .nullish(),
  }),
});

/**
 * Waits until the API server serves the kinds that `definitions` add.
 *
 * A kind is established a moment before the server lists it, and only what is listed has a path.
 */
export async function awaitEstablished(
  client: KubernetesClient,
  definitions: readonly KubernetesObject[],
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (const definition of definitions) {
    const path = await client.pathOf(definition);
    while (!(await isServed(client, await client.request('GET', path)))) {
      if (Date.now() > deadline) {
        throw new Error(
          `${definition.metadata.name} is not served after 30 s; see the log of kube-apiserver`,
        );
      }
      await delay(100);
    }
  }
}

async function isServed(
  client: KubernetesClient,
  definition: unknown,
): Promise<boolean> {
  const { spec, status } = definitionSchema.parse(definition);
  const established = (status.conditions ?? []).some(
    ({ type, status: value }) => type === 'Established' && value === 'True',
  );
  const { group, names, versions } = spec;
  const served = versions.filter(version => version.served);
  const listed = await Promise.all(
    served.map(({ name }) => client.serves(`${group}/${name}`, names.kind)),
  );
  return established && listed.every(Boolean);
}
