import { ServiceUnavailableError } from '@backstage/errors';
import {
  gitopsPullRequestCreatePermission,
  gitopsPullRequestReadPermission,
} from '@slipway/plugin-gitops-common';
import express from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import type { PlanGuard } from '../access/PlanGuard';
import { parseRequest } from '../router/parseRequest';
import { type Authority, requirePermission } from '../router/requirePermission';
import type { DriftReader } from './drift/DriftReader';
import type { PlanService } from './PlanService';
import { proposalSchema } from './trees/proposedFiles';

/** Ten MiB of files, and what JSON adds to them. */
const MAX_BODY = '16mb';

const planParams = z.object({
  id: z.string().regex(/^[0-9a-f]{64}$/, 'is not the id of a plan'),
});
const manifestsQuery = z.object({
  overlay: z
    .string()
    .max(200)
    .regex(/^apps\/[a-z0-9-]+\/overlays\/[a-z0-9-]+$/, 'is not an overlay'),
});

/** What the endpoints are made from. */
export interface PlanRouterOptions extends Authority {
  /** Undefined if there is no renderer. */
  plans: PlanService | undefined;
  drift: Pick<DriftReader, 'show'>;
  planGuard: Pick<PlanGuard, 'show'>;
}

/** The endpoints below `/plans`. */
export function createPlanRouter(options: PlanRouterOptions): express.Router {
  const router = Router();
  const { drift, planGuard } = options;

  router.get('/plans/:id', async (request, response) => {
    const credentials = await requirePermission(
      options,
      request,
      gitopsPullRequestReadPermission,
    );
    const { id } = parseRequest(planParams, request.params);
    const plan = await planGuard.show(
      credentials,
      await service(options).get(id),
    );
    response.json(await drift.show(plan));
  });

  router.get('/plans/:id/manifests', async (request, response) => {
    const credentials = await requirePermission(
      options,
      request,
      gitopsPullRequestReadPermission,
    );
    const { id } = parseRequest(planParams, request.params);
    const { overlay } = parseRequest(manifestsQuery, request.query);
    await planGuard.show(credentials, await service(options).get(id));
    response.json({ manifests: await service(options).manifests(id, overlay) });
  });

  router.post(
    '/plans',
    async (request, _response, next) => {
      // Before the body is read: who may not propose may not fill memory either.
      await requirePermission(
        options,
        request,
        gitopsPullRequestCreatePermission,
      );
      next();
    },
    express.json({ limit: MAX_BODY }),
    async (request, response) => {
      const proposal = parseRequest(proposalSchema, request.body);
      const gone = new AbortController();
      response.on('close', () => gone.abort());
      const plan = await service(options).planFiles(proposal, {
        signal: gone.signal,
      });
      const credentials = await options.httpAuth.credentials(request);
      const shown = await planGuard.show(credentials, plan);
      response.json(await drift.show(shown));
    },
  );

  return router;
}

function service({ plans }: PlanRouterOptions): PlanService {
  if (!plans) {
    throw new ServiceUnavailableError(
      'Plans need the renderer; set gitops.renderer.wasm to its program',
    );
  }
  return plans;
}
