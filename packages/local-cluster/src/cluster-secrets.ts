import { randomBytes } from 'node:crypto';
import { z } from 'zod';

const secret = z.string().min(24);

/** The shape of a cluster's secrets as they are kept in a file. */
export const clusterSecretsSchema = z.object({
  /** Bearer token of a cluster administrator; only the bootstrap uses it. */
  adminToken: secret,
  controllerManagerToken: secret,
  schedulerToken: secret,
  redisPassword: secret,
  /** Key with which Argo CD signs the tokens of its API. */
  argocdServerKey: secret,
  /** Identity of the API token of Argo CD's `portal` account, so that it can be revoked. */
  argocdPortalTokenId: z.uuid(),
  /** When that token was issued, in seconds since 1970. */
  argocdPortalTokenIssuedAt: z.int().positive(),
});

/** The secrets that belong to one cluster; made once, then kept as long as the cluster. */
export type ClusterSecrets = z.infer<typeof clusterSecretsSchema>;

/** New random secrets for a new cluster. */
export function createClusterSecrets(): ClusterSecrets {
  const random = () => randomBytes(24).toString('base64url');
  return {
    adminToken: random(),
    controllerManagerToken: random(),
    schedulerToken: random(),
    redisPassword: random(),
    argocdServerKey: random(),
    argocdPortalTokenId: crypto.randomUUID(),
    argocdPortalTokenIssuedAt: Math.floor(Date.now() / 1000),
  };
}
