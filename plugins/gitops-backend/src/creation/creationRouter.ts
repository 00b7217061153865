import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import {
  creationPlanRequestSchema,
  gitopsPullRequestCreatePermission,
} from '@slipway/plugin-gitops-common';
import express from 'express';
import Router from 'express-promise-router';
import type { ComponentGuard } from '../access/ComponentGuard';
import type { PlanGuard } from '../access/PlanGuard';
import { parseRequest } from '../router/parseRequest';
import { type Authority, requirePermission } from '../router/requirePermission';
import type { CreationPlanner } from './CreationPlanner';

const MAX_BODY = '64kb';

/** What the endpoint is made from. */
export interface CreationRouterOptions extends Authority {
  /** Undefined if there is no renderer. */
  creations: Pick<CreationPlanner, 'plan'> | undefined;
  guard: Pick<ComponentGuard, 'sees'>;
  planGuard: Pick<PlanGuard, 'show' | 'showVerdict'>;
}

/** `POST /plans/creation`. */
export function createCreationRouter(
  options: CreationRouterOptions,
): express.Router {
  const { creations, guard, httpAuth, planGuard } = options;
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
      const sees = await guard.sees(person);
      const { name } = asked.values;
      // Its plan would show what the hidden component has.
      if (typeof name === 'string' && !sees([name])) {
        throw new ConflictError(
          `The name ${JSON.stringify(name)} is taken; choose another name`,
        );
      }
      const gone = new AbortController();
      response.on('close', () => gone.abort());
      const planned = await creations.plan(asked, person, gone.signal);
      response.json({
        ...(await planGuard.showVerdict(person, planned)),
        ...(planned.plan && {
          plan: await planGuard.show(person, planned.plan),
        }),
      });
    },
  );

  return router;
}
