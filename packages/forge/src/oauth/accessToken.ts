import { timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { hashSecret, issueToken } from '../auth.ts';
import type { ForgeContext } from '../context.ts';
import { redeemCode } from './codes.ts';

const bodySchema = z.object({
  client_id: z.string().max(200).optional(),
  client_secret: z.string().max(500).optional(),
  code: z.string().max(200).optional(),
  redirect_uri: z.string().max(2000).optional(),
  code_verifier: z.string().max(200).optional(),
});

const REFUSALS = {
  incorrect_client_credentials:
    'The client_id and/or client_secret passed are incorrect.',
  bad_verification_code: 'The code passed is incorrect or expired.',
} as const;

/** `POST /login/oauth/access_token`: a code for a token. Expects a parsed body. */
export async function accessToken(
  context: ForgeContext,
  req: Request,
  res: Response,
): Promise<void> {
  res.set('Cache-Control', 'no-store');
  const body = bodySchema.safeParse(req.body ?? {});
  const fields = { ...basicCredentials(req), ...body.data };
  const app = fields.client_id
    ? await context.store.oauthApps.find({ clientId: fields.client_id })
    : undefined;
  if (!app || !secretMatches(app.secretHash, fields.client_secret)) {
    refuse(req, res, 'incorrect_client_credentials');
    return;
  }
  const grant = await redeemCode(context, {
    code: fields.code ?? '',
    clientId: app.clientId,
    redirectUri: fields.redirect_uri,
    codeVerifier: fields.code_verifier,
  });
  if (!grant) {
    refuse(req, res, 'bad_verification_code');
    return;
  }
  const { secret } = await issueToken(context, {
    accountId: grant.accountId,
    kind: 'oauth',
    scopes: grant.scopes,
  });
  reply(req, res, {
    access_token: secret,
    scope: grant.scopes.join(','),
    token_type: 'bearer',
  });
}

/** GitHub refuses with status 200 and an error in the body. */
function refuse(
  req: Request,
  res: Response,
  error: keyof typeof REFUSALS,
): void {
  reply(req, res, {
    error,
    error_description: REFUSALS[error],
    error_uri:
      'https://docs.github.com/apps/managing-oauth-apps/troubleshooting-oauth-app-access-token-request-errors/',
  });
}

function reply(
  req: Request,
  res: Response,
  fields: Record<string, string>,
): void {
  if (/\bjson\b/.test(req.get('accept') ?? '')) res.json(fields);
  else {
    res
      .type('application/x-www-form-urlencoded')
      .send(new URLSearchParams(fields).toString());
  }
}

function secretMatches(hash: string, secret: string | undefined): boolean {
  const given = Buffer.from(hashSecret(secret ?? ''));
  const expected = Buffer.from(hash);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function basicCredentials(req: Request): {
  client_id?: string;
  client_secret?: string;
} {
  const [, encoded] =
    /^Basic (.+)$/i.exec(req.get('authorization') ?? '') ?? [];
  if (!encoded) return {};
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0
    ? {}
    : {
        client_id: text.slice(0, colon),
        client_secret: text.slice(colon + 1),
      };
}
