import type { Request, Response } from 'express';
import { actorOfToken, hashSecret, issueToken, type Actor } from '../auth.ts';
import type { ForgeContext } from '../context.ts';
import type { Account } from '../store/types.ts';
import { readCookie, writeCookie } from './cookies.ts';

const COOKIE = 'forge_session';
const LIFETIME = 14 * 24 * 60 * 60 * 1000;

/** A person who has signed in to the forge's own pages. */
export interface Session {
  readonly actor: Actor & { readonly account: Account };
  /** the cookie's value, known to this browser only */
  readonly secret: string;
}

/** Who is signed in in this browser. */
export async function readSession(
  context: ForgeContext,
  req: Request,
): Promise<Session | undefined> {
  const secret = readCookie(req, COOKIE);
  const actor = secret ? await actorOfToken(context, secret) : undefined;
  // Other tokens are for programs: taking one here would make it a way to sign in.
  if (!secret || !actor?.account || actor.token?.kind !== 'session') {
    return undefined;
  }
  return { actor: { ...actor, account: actor.account }, secret };
}

/** Signs an account in, in this browser. */
export async function startSession(
  context: ForgeContext,
  res: Response,
  account: Account,
): Promise<void> {
  const expires = new Date(context.clock().getTime() + LIFETIME);
  const { secret } = await issueToken(context, {
    accountId: account.id,
    kind: 'session',
    expiresAt: expires.toISOString(),
  });
  writeCookie(context, res, COOKIE, secret, expires);
}

/** Signs out, here and for whoever copied the cookie. */
export async function endSession(
  context: ForgeContext,
  res: Response,
  session: Session,
): Promise<void> {
  await context.store.tokens.remove({ hash: hashSecret(session.secret) });
  res.clearCookie(COOKIE, { path: '/' });
}
