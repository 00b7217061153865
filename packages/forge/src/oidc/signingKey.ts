import {
  calculateJwkThumbprint,
  exportJWK,
  exportPKCS8,
  generateKeyPair,
  importPKCS8,
  type JWK,
  type KeyLike,
} from 'jose';
import { createPublicKey } from 'node:crypto';
import type { ForgeContext } from '../context.ts';

/** GitHub's own. */
export const algorithm = 'RS256';

/** What tokens are signed with, and what they are verified with. */
export interface SigningKey {
  kid: string;
  privateKey: KeyLike;
  publicJwk: JWK;
}

/** The forge's key; it is made when it is first asked for, and stays. */
export async function signingKey({
  store,
  clock,
}: Pick<ForgeContext, 'store' | 'clock'>): Promise<SigningKey> {
  const row =
    (await store.signingKeys.find({})) ??
    (await store.signingKeys.insert({
      ...(await newKey()),
      createdAt: clock().toISOString(),
    }));
  return {
    kid: row.kid,
    privateKey: await importPKCS8(row.privateKey, algorithm),
    publicJwk: {
      ...(await exportJWK(createPublicKey(row.privateKey))),
      kid: row.kid,
      alg: algorithm,
      use: 'sig',
    },
  };
}

async function newKey(): Promise<{ kid: string; privateKey: string }> {
  const pair = await generateKeyPair(algorithm, { extractable: true });
  return {
    kid: await calculateJwkThumbprint(await exportJWK(pair.publicKey)),
    privateKey: await exportPKCS8(pair.privateKey),
  };
}
