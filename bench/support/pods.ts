import { readFile } from 'node:fs/promises';
import { request } from 'node:https';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';

const deploymentsSchema = z.object({
  items: z.array(
    z.object({
      spec: z.object({ replicas: z.number() }),
      status: z.object({ readyReplicas: z.number().optional() }),
    }),
  ),
});

/** A namespace on a local cluster, and where the cluster's API server is. */
export interface Place {
  cluster: string;
  url: string;
  namespace: string;
}

async function deploymentsReady(
  stateDir: string,
  { cluster, url, namespace }: Place,
): Promise<boolean> {
  const folder = join(stateDir, 'clusters', cluster);
  const [ca, token] = await Promise.all([
    readFile(join(folder, 'pki', 'apiserver.crt')),
    readFile(join(folder, 'portal.token'), 'utf8'),
  ]);
  const text = await new Promise<string>((resolve, reject) => {
    const call = request(
      new URL(`/apis/apps/v1/namespaces/${namespace}/deployments`, url),
      { ca, headers: { authorization: `Bearer ${token.trim()}` } },
      reply => {
        const chunks: Buffer[] = [];
        reply.on('data', (chunk: Buffer) => chunks.push(chunk));
        reply.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
        reply.on('error', reject);
      },
    );
    call.on('error', reject);
    call.end();
  });
  const { items } = deploymentsSchema.parse(JSON.parse(text));
  return (
    items.length > 0 &&
    items.every(({ spec, status }) => status.readyReplicas === spec.replicas)
  );
}

/**
 * Waits until every Deployment of every place has all its pods Ready, as the portal's own
 * read-only account sees it.
 *
 * @throws when that takes longer than `timeoutSeconds`
 */
export async function untilReady(
  stateDir: string,
  places: readonly Place[],
  timeoutSeconds: number,
): Promise<void> {
  const deadline = Date.now() + timeoutSeconds * 1000;
  for (const place of places) {
    while (!(await deploymentsReady(stateDir, place))) {
      if (Date.now() > deadline) {
        throw new Error(
          `${place.namespace} on ${place.cluster} is not Ready after ${timeoutSeconds} s; see ./slipway status`,
        );
      }
      await delay(100);
    }
  }
}
