import { createPublicKey, verify } from 'node:crypto';
import { z } from 'zod';
import { HttpError, unauthorized } from '../http/errors.ts';
import type { App } from '../store/types.ts';
import type { Call } from './call.ts';

const headerSchema = z.object({ alg: z.literal('RS256') });
const claimsSchema = z.object({
  iss: z.union([z.string(), z.number()]),
  iat: z.number(),
  exp: z.number(),
});
/** GitHub allows a token ten minutes; a minute more covers clocks that differ. */
const longestSeconds = 660;

function decode<S extends z.ZodType>(part: string, schema: S): z.output<S> {
  try {
    return schema.parse(
      JSON.parse(Buffer.from(part, 'base64url').toString('utf8')),
    );
  } catch {
    throw new HttpError(401, 'A JSON web token could not be decoded');
  }
}

/**
 * The app that signed this request with its private key.
 * @throws HttpError 401 when the token is malformed, over, too long or not the app's.
 */
export async function signedApp(call: Call): Promise<App> {
  const token =
    /^Bearer (\S+)$/i.exec(call.request.get('authorization') ?? '')?.[1] ?? '';
  const [head = '', body = '', signature = '', rest] = token.split('.');
  if (!signature || rest !== undefined)
    throw new HttpError(401, 'A JSON web token could not be decoded');
  decode(head, headerSchema);
  const claims = decode(body, claimsSchema);
  const now = call.context.clock().getTime() / 1000;
  if (claims.exp <= now) {
    throw new HttpError(
      401,
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    );
  }
  if (claims.exp > now + longestSeconds) {
    throw new HttpError(
      401,
      "'Expiration time' claim ('exp') is too far in the future",
    );
  }
  if (claims.iat > now + 60)
    throw new HttpError(401, "'Issued at' claim ('iat') must be in the past");
  const { apps } = call.context.store;
  const issuer = String(claims.iss);
  const app = /^\d+$/.test(issuer)
    ? await apps.find({ id: Number(issuer) })
    : await apps.find({ clientId: issuer });
  if (!app) throw new HttpError(401, 'Integration not found');
  const signed = verify(
    'RSA-SHA256',
    Buffer.from(`${head}.${body}`),
    createPublicKey(app.publicKey),
    Buffer.from(signature, 'base64url'),
  );
  if (!signed) throw unauthorized();
  return app;
}
