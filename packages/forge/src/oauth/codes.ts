import { createHash, randomBytes } from 'node:crypto';
import { hashSecret } from '../auth.ts';
import type { ForgeContext } from '../context.ts';
import type { Account, OAuthCode } from '../store/types.ts';

const LIFETIME = 10 * 60 * 1000;

/** Makes a code that can be turned into a token once, within ten minutes. */
export async function issueCode(
  context: ForgeContext,
  grant: Pick<
    OAuthCode,
    'clientId' | 'scopes' | 'redirectUri' | 'codeChallenge'
  > & { account: Account },
): Promise<string> {
  const code = randomBytes(20).toString('hex');
  const { account, ...rest } = grant;
  await context.store.oauthCodes.insert({
    ...rest,
    hash: hashSecret(code),
    accountId: account.id,
    expiresAt: new Date(context.clock().getTime() + LIFETIME).toISOString(),
  });
  return code;
}

/** What a client shows to get a token for a code. */
export interface Redemption {
  code: string;
  clientId: string;
  redirectUri?: string;
  codeVerifier?: string;
}

/**
 * Takes a code out of the store and says what it stands for.
 *
 * A code is gone after its first use by its own client, right or wrong, so that it cannot be
 * used twice nor a verifier be guessed.
 *
 * @returns undefined when it is unknown, used, over, another client's, or its proof is wrong
 */
export async function redeemCode(
  { store, clock }: ForgeContext,
  { code, clientId, redirectUri, codeVerifier }: Redemption,
): Promise<OAuthCode | undefined> {
  const key = { hash: hashSecret(code), clientId };
  const grant = await store.oauthCodes.find(key);
  if (!grant || (await store.oauthCodes.remove(key)) === 0) return undefined;
  const proven =
    grant.codeChallenge === null ||
    (codeVerifier !== undefined &&
      challengeOf(codeVerifier) === grant.codeChallenge);
  const current = grant.expiresAt > clock().toISOString();
  const sameRedirect = !redirectUri || redirectUri === grant.redirectUri;
  return proven && current && sameRedirect ? grant : undefined;
}

/** PKCE's S256. */
function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}
