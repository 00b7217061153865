import { randomUUID } from 'node:crypto';
import { Router, type RequestHandler } from 'express';
import { anonymous, authenticate, type Actor } from '../auth.ts';
import type { ForgeContext } from '../context.ts';
import { errorHandler } from '../http/errorHandler.ts';
import { HttpError, notFound } from '../http/errors.ts';
import { actionsEndpoints } from './actions.ts';
import { appEndpoints } from './apps.ts';
import { archiveEndpoints } from './archive.ts';
import { branchEndpoints } from './branches.ts';
import { checkEndpoints } from './checks.ts';
import { collaboratorEndpoints } from './collaborators.ts';
import { commentEndpoints } from './comments.ts';
import { commitEndpoints } from './commits.ts';
import { contentEndpoints } from './contents.ts';
import { deliveryEndpoints } from './deliveries.ts';
import { endpointsRouter, type Endpoints } from './endpoints.ts';
import { gitObjectEndpoints } from './gitObjects.ts';
import { gitRefEndpoints } from './gitRefs.ts';
import { hookEndpoints } from './hooks.ts';
import { issueEndpoints } from './issues.ts';
import { labelEndpoints } from './labels.ts';
import { mergeEndpoints } from './merges.ts';
import { metaEndpoints } from './meta.ts';
import { organizationEndpoints } from './organizations.ts';
import { protectionEndpoints } from './protection.ts';
import { pullEndpoints } from './pulls.ts';
import {
  rateLimitEndpoints,
  rateLimitMiddleware,
  RateLimits,
} from './rateLimit.ts';
import { repositoryEndpoints } from './repositories.ts';
import { reviewCommentEndpoints } from './reviewComments.ts';
import { reviewEndpoints } from './reviews.ts';
import { statusEndpoints } from './statuses.ts';
import { teamEndpoints } from './teams.ts';
import { userEndpoints } from './users.ts';

const resources: readonly Endpoints[] = [
  metaEndpoints,
  userEndpoints,
  organizationEndpoints,
  teamEndpoints,
  repositoryEndpoints,
  collaboratorEndpoints,
  contentEndpoints,
  archiveEndpoints,
  gitObjectEndpoints,
  gitRefEndpoints,
  protectionEndpoints,
  branchEndpoints,
  mergeEndpoints,
  statusEndpoints,
  checkEndpoints,
  commitEndpoints,
  pullEndpoints,
  reviewEndpoints,
  reviewCommentEndpoints,
  commentEndpoints,
  labelEndpoints,
  issueEndpoints,
  hookEndpoints,
  deliveryEndpoints,
  appEndpoints,
  actionsEndpoints,
];

const commonHeaders: RequestHandler = (request, response, next) => {
  const version = request.get('x-github-api-version');
  // Node's fetch adds `no-cache` to a conditional request, which would make it unconditional.
  delete request.headers['cache-control'];
  response.set({
    'X-GitHub-Request-Id': randomUUID(),
    'X-GitHub-Media-Type': 'github.v3; format=json',
    'X-GitHub-Api-Version-Selected': version ?? '2022-11-28',
    'Cache-Control': 'private, no-cache',
    Vary: 'Accept, Authorization',
  });
  if (version && !/^\d{4}-\d{2}-\d{2}$/.test(version)) {
    next(new HttpError(400, `"${version}" is not a valid API version.`));
  } else next();
};

/** The REST API, version 3, relative to its mount point. */
export function restRouter(context: ForgeContext): Router {
  const router = Router({ caseSensitive: true });
  const actors = new WeakMap<object, Actor>();
  const limits = new RateLimits(context);
  router.use(commonHeaders);
  router.use((request, _response, next) => {
    // An app signs its own requests; its endpoints check that themselves.
    if (
      /^Bearer [^.]+\.[^.]+\.[^.]+$/i.test(request.get('authorization') ?? '')
    ) {
      actors.set(request, anonymous);
      next();
      return;
    }
    authenticate(context, request).then(
      actor => {
        actors.set(request, actor);
        next();
      },
      (error: unknown) => next(error),
    );
  });
  router.use(rateLimitMiddleware(limits, actors));
  for (const endpoints of [rateLimitEndpoints(limits), ...resources]) {
    router.use(endpointsRouter(context, endpoints, actors));
  }
  router.use((_request, _response, next) => next(notFound()));
  router.use(errorHandler(context));
  return router;
}
