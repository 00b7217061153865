import type { Request, Response } from 'express';
import { z } from 'zod';
import { hashPassword, verifyPassword } from '../auth.ts';
import type { ForgeContext } from '../context.ts';
import { sendPage } from '../pages/send.ts';
import type { Account } from '../store/types.ts';
import type { Attempts } from './attempts.ts';
import { checkCsrf, csrfToken } from './csrf.ts';
import { endSession, readSession, startSession } from './session.ts';
import { signInPage } from './signInPage.ts';

const bodySchema = z.object({
  login: z.string().trim().min(1).max(100),
  password: z.string().min(1).max(1000),
});

/** `GET /login`: the form, or straight on for who is signed in. */
export async function showSignIn(
  context: ForgeContext,
  req: Request,
  res: Response,
): Promise<void> {
  const returnTo = localPath(context, req.query.return_to);
  if (await readSession(context, req)) res.redirect(returnTo);
  else await sendForm(context, req, res, { status: 200, returnTo });
}

/** `POST /login`: checks the password and signs in. Expects a parsed body. */
export async function signIn(
  context: ForgeContext,
  attempts: Attempts,
  req: Request,
  res: Response,
): Promise<void> {
  const earlier = await readSession(context, req);
  checkCsrf(req, earlier);
  const returnTo = localPath(context, req.body.return_to);
  const body = bodySchema.safeParse(req.body);
  const login = body.data?.login ?? '';
  const keys = [`login ${login.toLowerCase()}`, `address ${req.ip}`];
  const refuse = (status: number, error: string) =>
    sendForm(context, req, res, { status, returnTo, login, error });
  const wait = attempts.wait(keys);
  if (wait > 0) {
    res.set('Retry-After', String(wait));
    await refuse(
      429,
      `Too many failed sign-ins. Try again in ${Math.ceil(wait / 60)} min.`,
    );
    return;
  }
  const account = body.success
    ? await checkPassword(context, login, body.data.password)
    : undefined;
  if (!account) {
    attempts.failed(keys);
    await refuse(401, 'Incorrect username or password.');
    return;
  }
  attempts.succeeded(keys[0]);
  if (earlier) await endSession(context, res, earlier);
  await startSession(context, res, account);
  res.redirect(303, returnTo);
}

/** `POST /logout`. Expects a parsed body. */
export async function signOut(
  context: ForgeContext,
  req: Request,
  res: Response,
): Promise<void> {
  const session = await readSession(context, req);
  if (session) {
    checkCsrf(req, session);
    await endSession(context, res, session);
  }
  res.redirect(303, '/login');
}

async function checkPassword(
  { store }: ForgeContext,
  login: string,
  password: string,
): Promise<Account | undefined> {
  const account = await store.accounts.find({ login, type: 'User' });
  if (!account?.passwordHash) {
    // As much work as for a known login: the time taken tells nobody which logins exist.
    await hashPassword(password);
    return undefined;
  }
  return (await verifyPassword(account, password)) ? account : undefined;
}

async function sendForm(
  context: ForgeContext,
  req: Request,
  res: Response,
  form: { status: number; returnTo: string; login?: string; error?: string },
): Promise<void> {
  const app = await requestingApp(context, form.returnTo);
  sendPage(res, {
    status: form.status,
    title: 'Sign in',
    body: signInPage({
      ...form,
      appName: app?.name,
      csrf: csrfToken(context, req, res, await readSession(context, req)),
    }),
    // Browsers hold a form's redirects to form-action too, and signing in ends at the app.
    formTargets: app ? [new URL(app.callbackUrl).origin] : [],
  });
}

/** The app on whose behalf the browser came to sign in. */
async function requestingApp({ store, baseUrl }: ForgeContext, path: string) {
  const url = new URL(path, baseUrl);
  const clientId = url.searchParams.get('client_id');
  return url.pathname === '/login/oauth/authorize' && clientId
    ? store.oauthApps.find({ clientId })
    : undefined;
}

/** A path of this forge and nothing else: a sign-in page must not send people elsewhere. */
function localPath({ baseUrl }: ForgeContext, value: unknown): string {
  if (typeof value !== 'string' || value.length > 8000) return '/';
  const base = new URL(baseUrl);
  if (!value.startsWith('/') || !URL.canParse(value, base)) return '/';
  const url = new URL(value, base);
  if (url.origin !== base.origin) return '/';
  return `${url.pathname}${url.search}`;
}
