import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { KubernetesClient } from './kubernetes-client.ts';
import { KubernetesError } from './kubernetes-error.ts';

const lifetimeSeconds = 90 * 24 * 60 * 60;
const replySchema = z.object({ status: z.object({ token: z.string() }) });

/** A service account by namespace and name. */
export interface ServiceAccount {
  namespace: string;
  name: string;
}

/** A new token of `account`, good for 90 days; a 404 when it does not exist. */
export async function requestToken(
  client: KubernetesClient,
  account: ServiceAccount,
): Promise<string> {
  const reply = await client.request(
    'POST',
    `/api/v1/namespaces/${account.namespace}/serviceaccounts/${account.name}/token`,
    {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: { expirationSeconds: lifetimeSeconds },
    },
  );
  return replySchema.parse(reply).status.token;
}

/**
 * The same, but waits for the bootstrap to create the account.
 * @throws Error when it is still missing after `timeoutMs`
 */
export async function awaitToken(
  client: KubernetesClient,
  account: ServiceAccount,
  timeoutMs = 60_000,
): Promise<string> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await requestToken(client, account);
    } catch (error) {
      const missing = error instanceof KubernetesError && error.status === 404;
      if (!missing || Date.now() > deadline) {
        throw error;
      }
      await delay(250);
    }
  }
}
