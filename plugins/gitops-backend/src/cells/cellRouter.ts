import {
  type CellDetail,
  componentNameSchema,
  environmentNameSchema,
  gitopsDeliveryReadPermission,
} from '@slipway/plugin-gitops-common';
import type express from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import type { ComponentGuard } from '../access/ComponentGuard';
import { parseRequest } from '../router/parseRequest';
import { type Authority, requirePermission } from '../router/requirePermission';
import type { GitOpsSignals } from '../signals/GitOpsSignals';
import { CellReader, type CellReaderOptions } from './CellReader';

const paramsSchema = z.object({
  name: componentNameSchema,
  environment: environmentNameSchema,
  cluster: environmentNameSchema,
});

/** What the endpoint is made from. */
export interface CellRouterOptions extends Authority, CellReaderOptions {
  guard: ComponentGuard;
  signals: GitOpsSignals;
}

/** The endpoint for everything behind one cell of the grid; open pages are told of changes. */
export function createCellRouter(options: CellRouterOptions): express.Router {
  const cells = new CellReader(options);
  for (const one of options.workloads) {
    one.subscribe(components =>
      options.signals.publish('delivery', components),
    );
  }
  const router = Router();

  router.get(
    '/components/:name/cells/:environment/:cluster',
    async (request, response) => {
      const credentials = await requirePermission(
        options,
        request,
        gitopsDeliveryReadPermission,
      );
      const { name, ...place } = parseRequest(paramsSchema, request.params);
      const visible = await options.guard.require(credentials, name);
      const body: CellDetail = await cells.read(
        { component: name, ...place },
        visible,
      );
      response.json(body);
    },
  );

  return router;
}
