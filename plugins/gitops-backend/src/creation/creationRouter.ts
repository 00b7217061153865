import { ServiceUnavailableError } from '@backstage/errors';
import {
  creationPlanRequestSchema,
  gitopsPullRequestCreatePermission,
} from '@slipway/plugin-gitops-common';
import express from 'express';
import Router from 'express-promise-router';
import { parseRequest } from '../router/parseRequest';
import { type Authority, requirePermission } from '../router/requirePermission';
import type { CreationPlanner } from './CreationPlanner';

const MAX_BODY = '64kb';

/** What the endpoint is made from. */
export interface CreationRouterOptions extends Authority {
  /** Undefined if there is no renderer. */
  creations: Pick<CreationPlanner, 'plan'> | undefined;
}

/** `POST /plans/creation`. */
export function createCreationRouter(
  options: CreationRouterOptions,
): express.Router {
  const { creations, httpAuth } = options;
  const router = Router();

  router.post(
    '/plans/creation',
    async (request, _response, next) => {
      // Before the body is read, as for any proposal.
      await requirePermission(
        options,
        request,
        gitopsPullRequestCreatePermission,
        ['user'],
      );
      next();
    },
    express.json({ limit: MAX_BODY }),
    async (request, response) => {
      const person = await httpAuth.credentials(request, { allow: ['user'] });
      const asked = parseRequest(creationPlanRequestSchema, request.body);
      if (!creations) {
        throw new ServiceUnavailableError(
          'Plans need the renderer; set gitops.renderer.wasm to its program',
        );
      }
      const gone = new AbortController();
      response.on('close', () => gone.abort());
      response.json(await creations.plan(asked, person, gone.signal));
    },
  );

  return router;
}
