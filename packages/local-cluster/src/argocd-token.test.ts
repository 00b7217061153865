import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { argocdPortalToken } from './argocd-token.ts';
import { createClusterSecrets } from './cluster-secrets.ts';

test('the token names the account and its id, and is signed with the server key', () => {
  const secrets = createClusterSecrets();
  const token = argocdPortalToken(secrets);
  const [header, claims, signature] = token.split('.');
  assert.deepEqual(decode(header), { alg: 'HS256', typ: 'JWT' });
  assert.deepEqual(decode(claims), {
    iss: 'argocd',
    sub: 'portal:apiKey',
    nbf: secrets.argocdPortalTokenIssuedAt,
    iat: secrets.argocdPortalTokenIssuedAt,
    jti: secrets.argocdPortalTokenId,
  });
  const expected = createHmac('sha256', secrets.argocdServerKey)
    .update(`${header}.${claims}`)
    .digest('base64url');
  assert.equal(signature, expected);
});

test('the token is the same as long as the secrets are, and differs between clusters', () => {
  const secrets = createClusterSecrets();
  assert.equal(argocdPortalToken(secrets), argocdPortalToken({ ...secrets }));
  assert.notEqual(
    argocdPortalToken(secrets),
    argocdPortalToken(createClusterSecrets()),
  );
});

function decode(part: string): unknown {
  return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
}
