import { Router, type RequestHandler } from 'express';
import { authenticate, atLeast, permissionOf } from '../auth.ts';
import type { ForgeContext } from '../context.ts';
import { pushRules } from '../domain/pushRules.ts';
import { refsMoved } from '../domain/refsMoved.ts';
import { findRepository } from '../domain/repositories.ts';
import { HttpError } from '../http/errors.ts';
import { serveBackend } from './httpBackend.ts';

const servicePath =
  /^\/([^/]+)\/([^/]+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/;

/** Git's smart HTTP protocol at `/<owner>/<repo>` and `/<owner>/<repo>.git`. */
export function gitRouter(context: ForgeContext): Router {
  const router = Router();
  router.use(gitHandler(context));
  return router;
}

function gitHandler(context: ForgeContext): RequestHandler {
  return (request, response, next) => {
    const match = servicePath.exec(request.path);
    if (!match) {
      next();
      return;
    }
    const [, owner = '', name = '', service = ''] = match;
    const wanted = service === 'info/refs' ? request.query.service : service;
    const pushing = wanted === 'git-receive-pack';

    const serve = async () => {
      const actor = await authenticate(context, request);
      const found = await findRepository(
        context,
        decodeURIComponent(owner),
        decodeURIComponent(name),
      );
      const permission = found
        ? await permissionOf(context, actor, found.repo)
        : 'none';
      if (!actor.account && (pushing || permission === 'none')) {
        throw new HttpError(401, 'Authentication required.');
      }
      if (!found || permission === 'none')
        throw new HttpError(404, 'Repository not found.');
      const { repo } = found;
      if (pushing && repo.archived) {
        throw new HttpError(
          403,
          'This repository was archived so it is read-only.',
        );
      }
      if (pushing && !atLeast(permission, 'write')) {
        throw new HttpError(
          403,
          `Permission to ${found.owner.login}/${repo.name}.git denied to ${actor.account?.login}.`,
        );
      }
      await serveBackend(
        request,
        response,
        {
          projectRoot: context.git.root,
          path: `/${context.git.directoryName(repo.id)}/${service}`,
          user: actor.account?.login ?? null,
          rules: pushing ? await pushRules(context, actor, repo) : [],
          timeout: context.config.limits.gitMilliseconds,
          maxBytes: context.config.limits.pushBytes,
        },
        moves => refsMoved(context, actor, repo, moves),
      );
    };
    serve().catch((error: unknown) => {
      if (response.headersSent) {
        context.log(`git ${service} on ${owner}/${name} broke off`, error);
        response.destroy();
      } else if (error instanceof HttpError) {
        if (error.status === 401)
          response.set('WWW-Authenticate', 'Basic realm="GitHub"');
        response.status(error.status).type('text').send(`${error.message}\n`);
      } else next(error);
    });
  };
}
