import { json, Router, urlencoded } from 'express';
import type { ForgeContext } from '../context.ts';
import { guarded } from '../pages/guarded.ts';
import { accessToken } from './accessToken.ts';
import { Attempts } from './attempts.ts';
import { authorize } from './authorize.ts';
import { showSignIn, signIn } from './signIn.ts';

/** GitHub's web flow and the forge's own sign-in, mounted on `/login`. */
export function oauthRouter(context: ForgeContext): Router {
  const attempts = new Attempts(context.clock);
  const form = urlencoded({ extended: false, limit: '20kb' });
  const router = Router();
  router.post(
    '/oauth/access_token',
    form,
    json({ limit: '20kb' }),
    (req, res, next) => {
      accessToken(context, req, res).catch(next);
    },
  );
  router.get(
    '/oauth/authorize',
    guarded(context, (req, res) => authorize(context, req, res)),
  );
  router.get(
    '/',
    guarded(context, (req, res) => showSignIn(context, req, res)),
  );
  router.post(
    '/',
    form,
    guarded(context, (req, res) => signIn(context, attempts, req, res)),
  );
  return router;
}
