import { withAdminClient } from '../kubernetes/cluster-client.ts';
import { kubeconfigPath, writeKubeconfig } from '../kubernetes/kubeconfig.ts';
import {
  awaitToken,
  type ServiceAccount,
} from '../kubernetes/service-account-token.ts';
import type { PartContext } from './part-context.ts';

/** A part that calls the API server with the rights of a service account. */
export interface ServiceAccountAccess {
  kubeconfig: string;
  /** Gets a new token; waits for the bootstrap to create the account. */
  prepare(): Promise<void>;
}

/** The access of a part of `context`'s cluster that runs as `account`. */
export function serviceAccountAccess(
  { cluster }: PartContext,
  account: ServiceAccount,
): ServiceAccountAccess {
  const { name: user, namespace } = account;
  return {
    kubeconfig: kubeconfigPath(cluster, user),
    prepare: () =>
      withAdminClient(cluster, async client => {
        const token = await awaitToken(client, account);
        await writeKubeconfig(cluster, { user, token, namespace });
      }),
  };
}
