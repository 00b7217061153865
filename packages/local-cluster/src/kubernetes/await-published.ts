import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { KubernetesClient } from './kubernetes-client.ts';
import { KubernetesError } from './kubernetes-error.ts';

const schemaSchema = z.object({ paths: z.record(z.string(), z.unknown()) });

/**
 * Waits until the API server publishes the schema of `resource`, which for a kind
 * that a CRD adds is some moments after it serves the kind.
 * @throws Error when it still does not after `timeoutMs`
 */
export async function awaitPublished(
  client: KubernetesClient,
  apiVersion: string,
  resource: string,
  timeoutMs = 60_000,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await isPublished(client, apiVersion, resource))) {
    if (Date.now() > deadline) {
      throw new Error(
        `the schema of ${resource} in ${apiVersion} is not published after ${timeoutMs / 1000} s; see the log of kube-apiserver`,
      );
    }
    await delay(250);
  }
}

async function isPublished(
  client: KubernetesClient,
  apiVersion: string,
  resource: string,
): Promise<boolean> {
  try {
    const schema = await client.request(
      'GET',
      `/openapi/v3/apis/${apiVersion}`,
    );
    const { paths } = schemaSchema.parse(schema);
    return Object.keys(paths).some(path =>
      path.endsWith(`/${resource}/{name}`),
    );
  } catch (error) {
    if (error instanceof KubernetesError && error.status === 404) {
      return false;
    }
    throw error;
  }
}
