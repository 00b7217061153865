import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { ExitCode, Problem } from '../problem.ts';
import { listenForCallback } from './callback.ts';
import {
  type Client,
  clientKind,
  readMetadata,
  register,
  requestTokens,
  type Tokens,
} from './oauth.ts';
import type { Session } from './store.ts';

const claimsSchema = z.object({
  sub: z.string().min(1).max(300),
  exp: z.number(),
});

/**
 * Signs in through the portal: authorization code with PKCE, answered on the loopback interface.
 *
 * @param show - gets the page on which the person agrees
 */
export async function signIn(
  portal: string,
  show: (url: string) => Promise<void>,
): Promise<Session> {
  const metadata = await readMetadata(portal);
  if (new URL(metadata.issuer).origin !== new URL(portal).origin) {
    throw new Problem(
      `The portal at ${portal} is called ${new URL(metadata.issuer).origin}; use --portal ${new URL(metadata.issuer).origin}`,
      { exitCode: ExitCode.usage },
    );
  }
  const kind = clientKind(portal, metadata);
  const state = randomBytes(32).toString('base64url');
  const verifier = randomBytes(32).toString('base64url');
  const callback = await listenForCallback(state);
  try {
    const client: Client =
      kind.kind === 'document'
        ? { id: kind.id }
        : await register(portal, callback.url);
    await show(
      `${portal}/api/auth/v1/authorize?${new URLSearchParams({
        client_id: client.id,
        redirect_uri: callback.url,
        response_type: 'code',
        scope: 'openid offline_access',
        state,
        code_challenge: createHash('sha256')
          .update(verifier)
          .digest('base64url'),
        code_challenge_method: 'S256',
      })}`,
    );
    const code = await callback.code();
    const tokens = await requestTokens(portal, client, {
      grant_type: 'authorization_code',
      code,
      redirect_uri: callback.url,
      code_verifier: verifier,
    });
    return { client, ...heldTokens(tokens) };
  } finally {
    callback.close();
  }
}

/** Tokens as they are kept. */
export function heldTokens(tokens: Tokens): Omit<Session, 'client'> {
  const { sub, exp } = claims(tokens.access_token);
  return {
    user: sub,
    accessToken: tokens.access_token,
    expiresAt: exp * 1000,
    refreshToken: tokens.refresh_token,
  };
}

/** Who the token says it is of, and until when. The portal is what checks it. */
function claims(token: string): z.infer<typeof claimsSchema> {
  try {
    const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url');
    return claimsSchema.parse(JSON.parse(payload.toString('utf8')));
  } catch {
    // The cause would quote the token.
    throw new Problem('The portal answers with no token of a person', {
      exitCode: ExitCode.unreachable,
    });
  }
}
