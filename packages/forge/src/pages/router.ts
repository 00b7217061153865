import express, { Router, type Request, type Response } from 'express';
import path from 'node:path';
import type { ForgeContext } from '../context.ts';
import { notFound } from '../http/errors.ts';
import { signOut } from '../oauth/signIn.ts';
import { avatarSvg } from './avatar.ts';
import { blobPage, codePage } from './code.ts';
import { commitPage, commitsPage } from './commits.ts';
import { dashboard } from './dashboard.ts';
import { guarded } from './guarded.ts';
import { ownerPage } from './owner.ts';
import {
  answerPull,
  changePullState,
  mergePullAction,
} from './pull/actions.ts';
import { pullPage } from './pull/page.ts';
import { pullsPage } from './pulls.ts';

type PageHandler = (
  context: ForgeContext,
  req: Request,
  res: Response,
) => Promise<void>;

/** The forge's own pages: reading repositories, reviewing and merging pull requests. */
export function pagesRouter(context: ForgeContext): Router {
  const form = express.urlencoded({ extended: false, limit: '200kb' });
  const router = Router();
  const page = (handler: PageHandler) =>
    guarded(context, (req, res) => handler(context, req, res));
  router.use(
    '/_assets',
    express.static(path.join(import.meta.dirname, 'assets'), {
      index: false,
      maxAge: '1h',
    }),
  );
  router.get('/avatars/:login', (req, res) => {
    res.set({
      'Cache-Control': 'public, max-age=86400',
      'Content-Security-Policy': "default-src 'none'",
      // The portal shows people's pictures on its own pages.
      'Cross-Origin-Resource-Policy': 'cross-origin',
    });
    res.type('image/svg+xml').send(avatarSvg(req.params.login));
  });
  router.post('/logout', form, page(signOut));
  router.get('/', page(dashboard));
  router.get('/orgs/:owner/teams/:team', (req, res) => {
    const { owner, team } = req.params;
    res.redirect(
      `/${encodeURIComponent(owner)}#team-${encodeURIComponent(team)}`,
    );
  });
  router.get('/:owner', page(ownerPage));
  router.get('/:owner/:repo', page(codePage));
  router.get('/:owner/:repo/tree/*', page(codePage));
  router.get('/:owner/:repo/blob/*', page(blobPage));
  router.get('/:owner/:repo/commits', page(commitsPage));
  router.get('/:owner/:repo/commits/*', page(commitsPage));
  router.get('/:owner/:repo/commit/:sha', page(commitPage));
  router.get('/:owner/:repo/pulls', page(pullsPage));
  router.get('/:owner/:repo/pull/:number(\\d+)', page(pullPage));
  router.get(
    '/:owner/:repo/pull/:number(\\d+)/(files|commits|checks)',
    (req, res) => {
      const { owner, repo, number } = req.params;
      const base = [owner, repo].map(encodeURIComponent).join('/');
      res.redirect(`/${base}/pull/${number}#${req.params[0]}`);
    },
  );
  router.post(
    '/:owner/:repo/pull/:number(\\d+)/answer',
    form,
    page(answerPull),
  );
  router.post(
    '/:owner/:repo/pull/:number(\\d+)/merge',
    form,
    page(mergePullAction),
  );
  router.post(
    '/:owner/:repo/pull/:number(\\d+)/state',
    form,
    page(changePullState),
  );
  router.use(page(async () => Promise.reject(notFound())));
  return router;
}
