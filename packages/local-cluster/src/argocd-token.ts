import { createHmac } from 'node:crypto';
import type { ClusterSecrets } from './cluster-secrets.ts';

/**
 * The API token of Argo CD's `portal` account. A pure function of the cluster's
 * secrets: it is known before the cluster runs, and stays the same.
 */
export function argocdPortalToken(secrets: ClusterSecrets): string {
  const issuedAt = secrets.argocdPortalTokenIssuedAt;
  const encode = (value: object) =>
    Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = {
    iss: 'argocd',
    sub: 'portal:apiKey',
    nbf: issuedAt,
    iat: issuedAt,
    jti: secrets.argocdPortalTokenId,
  };
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  const signature = createHmac('sha256', secrets.argocdServerKey)
    .update(signed)
    .digest('base64url');
  return `${signed}.${signature}`;
}
