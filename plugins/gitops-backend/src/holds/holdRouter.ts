import { NotFoundError } from '@backstage/errors';
import {
  componentNameSchema,
  environmentNameSchema,
  gitopsDeliveryReadPermission,
  gitopsHoldUpdatePermission,
  type Hold,
  holdRequestSchema,
  type HoldsResponse,
} from '@slipway/plugin-gitops-common';
import express from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import type { Visibility } from '../access/VisibleComponents';
import {
  audited,
  type ChangeAuthority,
} from '../promotions/http/promotionAccess';
import { parseRequest } from '../router/parseRequest';
import { type Authority, requirePermission } from '../router/requirePermission';
import type { HoldStore } from './HoldStore';

const MAX_BODY = '16kb';

const targetParams = z.object({
  component: componentNameSchema,
  environment: environmentNameSchema,
});
const holdsQuery = z.object({ component: componentNameSchema.optional() });

/** What the endpoints are made from. */
export interface HoldRouterOptions extends Authority, ChangeAuthority {
  visibility: Visibility;
  holds: HoldStore;
  /** Told of every change. */
  onChange(target: Pick<Hold, 'component' | 'environment'>): Promise<void>;
  now(): Date;
}

/** The endpoints of holds. */
export function createHoldRouter(options: HoldRouterOptions): express.Router {
  const { holds, visibility, authority, onChange, now } = options;
  const router = Router();

  router.get('/holds', async (request, response) => {
    const credentials = await requirePermission(
      options,
      request,
      gitopsDeliveryReadPermission,
    );
    const { component } = parseRequest(holdsQuery, request.query);
    const visible = await visibility.of(credentials);
    const found = await holds.list(component);
    const body: HoldsResponse = {
      holds: found.filter(
        hold => visible.unlimited || visible.has(hold.component),
      ),
    };
    response.json(body);
  });

  const path = '/holds/:component/:environment';
  router.put(
    path,
    express.json({ limit: MAX_BODY }),
    async (request, response) => {
      const target = parseRequest(targetParams, request.params);
      const { reason } = parseRequest(holdRequestSchema, request.body);
      const hold = await audited(options, {
        request,
        eventId: 'hold-set',
        meta: { ...target, reason },
        act: async ({ credentials, by }) => {
          await authority.require(credentials, gitopsHoldUpdatePermission, [
            target,
          ]);
          const held = { ...target, reason, by, at: now().toISOString() };
          if (await holds.hold(held)) {
            return held;
          }
          // Whoever was first has the word.
          const present = await holds.list(target.component);
          return present.find(
            ({ environment }) => environment === target.environment,
          );
        },
      });
      await onChange(target);
      response.json(hold);
    },
  );

  router.delete(path, async (request, response) => {
    const target = parseRequest(targetParams, request.params);
    await audited(options, {
      request,
      eventId: 'hold-release',
      meta: target,
      act: async ({ credentials }) => {
        await authority.require(credentials, gitopsHoldUpdatePermission, [
          target,
        ]);
        if (!(await holds.release(target.component, target.environment))) {
          throw new NotFoundError(
            `${target.component} is not held in ${target.environment}`,
          );
        }
      },
    });
    await onChange(target);
    response.status(204).end();
  });

  return router;
}
