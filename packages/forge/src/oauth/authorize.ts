import type { Request, Response } from 'express';
import { z } from 'zod';
import type { ForgeContext } from '../context.ts';
import { HttpError, notFound } from '../http/errors.ts';
import { issueCode } from './codes.ts';
import { allowedRedirect, withQuery } from './redirectUri.ts';
import { readSession } from './session.ts';

const querySchema = z.object({
  client_id: z.string().max(200),
  redirect_uri: z.string().max(2000).optional(),
  scope: z.string().max(1000).default(''),
  state: z.string().max(4000).optional(),
  response_type: z.literal('code').optional(),
  code_challenge: z
    .string()
    .regex(/^[\w-]{43}$/)
    .optional(),
  code_challenge_method: z.literal('S256').optional(),
});

/**
 * `GET /login/oauth/authorize`: sends the browser on with a code, by way of the sign-in page
 * if need be. Nobody is asked for consent: every app of a local forge is its operator's own.
 */
export async function authorize(
  context: ForgeContext,
  req: Request,
  res: Response,
): Promise<void> {
  res.set('Cache-Control', 'no-store');
  const query = querySchema.safeParse(req.query);
  if (!query.success) {
    throw new HttpError(
      400,
      `This sign-in link is wrong. ${z.prettifyError(query.error)}`,
    );
  }
  const { client_id, redirect_uri, scope, state, code_challenge } = query.data;
  const app = await context.store.oauthApps.find({ clientId: client_id });
  if (!app) throw notFound();
  const redirectUri = allowedRedirect(app.callbackUrl, redirect_uri);
  if (!redirectUri) {
    // The asked-for address may be anyone's: the complaint goes to the registered one.
    const refusal = {
      error: 'redirect_uri_mismatch',
      error_description:
        'The redirect_uri MUST match the registered callback URL for this application.',
      error_uri:
        'https://docs.github.com/apps/managing-oauth-apps/troubleshooting-authorization-request-errors/',
      state,
    };
    res.redirect(withQuery(app.callbackUrl, refusal));
    return;
  }
  const session = await readSession(context, req);
  if (!session) {
    const target = new URLSearchParams({ return_to: req.originalUrl });
    res.redirect(`/login?${target}`);
    return;
  }
  const code = await issueCode(context, {
    account: session.actor.account,
    clientId: app.clientId,
    scopes: scope.split(/[\s,]+/).filter(Boolean),
    redirectUri,
    codeChallenge: code_challenge ?? null,
  });
  res.redirect(withQuery(redirectUri, { code, state }));
}
