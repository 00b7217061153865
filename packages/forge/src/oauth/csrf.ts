import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';
import type { ForgeContext } from '../context.ts';
import { forbidden } from '../http/errors.ts';
import { readCookie, writeCookie } from './cookies.ts';
import type { Session } from './session.ts';

const COOKIE = 'forge_form';

/** The hidden field's name in every form. */
export const CSRF_FIELD = 'csrf';

/**
 * The value for a form's hidden field: bound to the session, or before there is one to a
 * cookie of its own, which is set when it is missing.
 */
export function csrfToken(
  context: ForgeContext,
  req: Request,
  res: Response,
  session: Session | undefined,
): string {
  if (session) return derive(session.secret);
  let secret = readCookie(req, COOKIE);
  if (!secret) {
    secret = randomBytes(24).toString('base64url');
    writeCookie(context, res, COOKIE, secret);
  }
  return derive(secret);
}

/**
 * Refuses a form that another site has sent.
 * @throws HttpError 403
 */
export function checkCsrf(req: Request, session: Session | undefined): void {
  const origin = req.get('origin');
  const secret = session?.secret ?? readCookie(req, COOKIE);
  const sent: unknown = req.body?.[CSRF_FIELD];
  if (
    (origin && !sameHost(origin, req.get('host'))) ||
    !secret ||
    typeof sent !== 'string' ||
    !equal(sent, derive(secret))
  ) {
    throw forbidden(
      'This form is out of date or was sent by another site. Reload the page and try again',
    );
  }
}

function derive(secret: string): string {
  return createHmac('sha256', secret).update('form').digest('base64url');
}

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function sameHost(origin: string, host: string | undefined): boolean {
  return URL.canParse(origin) && new URL(origin).host === host;
}
