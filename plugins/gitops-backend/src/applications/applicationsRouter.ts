import {
  type ArgoApplicationsResponse,
  componentNameSchema,
  gitopsDeliveryReadPermission,
} from '@slipway/plugin-gitops-common';
import type express from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import type { ComponentGuard } from '../access/ComponentGuard';
import { parseRequest } from '../router/parseRequest';
import { type Authority, requirePermission } from '../router/requirePermission';
import type { ClusterStatusReader } from '../status/ClusterStatusReader';
import { argoInstance } from './argoInstance';

const paramsSchema = z.object({ name: componentNameSchema });

/** What the endpoint is made from. */
export interface ApplicationsRouterOptions extends Authority {
  clusters: readonly ClusterStatusReader[];
  guard: ComponentGuard;
}

/** The endpoint that feeds cards made for Argo CD from what its stream told, so that nobody who looks asks it. */
export function createApplicationsRouter(
  options: ApplicationsRouterOptions,
): express.Router {
  const { clusters, guard } = options;
  const router = Router();

  router.get('/components/:name/applications', async (request, response) => {
    const credentials = await requirePermission(
      options,
      request,
      gitopsDeliveryReadPermission,
    );
    const { name } = parseRequest(paramsSchema, request.params);
    await guard.require(credentials, name);
    await Promise.all(clusters.map(reader => reader.ready()));
    const body: ArgoApplicationsResponse = {
      instances: clusters.map(reader =>
        argoInstance(reader.cluster, reader.readComponent(name)),
      ),
    };
    response.json(body);
  });

  return router;
}
