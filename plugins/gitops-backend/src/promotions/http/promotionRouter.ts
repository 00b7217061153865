import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  componentNameSchema,
  environmentNameSchema,
  gitopsDeliveryReadPermission,
  gitopsPromotionCreatePermission,
  type Promotion,
  promotionCancelRequestSchema,
  type PromotionDetail,
  promotionRequestSchema,
  promotionsQuerySchema,
  type PromotionsQuery,
  type PromotionsResponse,
  promotionTakeOutRequestSchema,
} from '@slipway/plugin-gitops-common';
import express from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import type { ComponentGuard, Sees } from '../../access/ComponentGuard';
import type { PlanGuard } from '../../access/PlanGuard';
import { parseRequest } from '../../router/parseRequest';
import {
  type Authority,
  requirePermission,
} from '../../router/requirePermission';
import type { PromotionService } from '../request/PromotionService';
import type { PromotionStore } from '../store/PromotionStore';
import { componentsOf } from './componentsOf';
import {
  audited,
  type ChangeAuthority,
  requireRequest,
} from './promotionAccess';
import { showQueue } from './showQueue';

const MAX_BODY = '256kb';
/** Pages that are gone through to fill one for somebody who sees little, and promotions of each. */
const MAX_PAGES = 20;
const SCANNED = 100;

const idParams = z.object({ id: z.string().regex(/^[a-z0-9-]{1,64}$/) });
const nameParams = z.object({ name: componentNameSchema });
const rollbacksQuery = z.object({
  environment: environmentNameSchema,
  cluster: environmentNameSchema.optional(),
});

/** What the endpoints are made from. */
export interface PromotionRouterOptions extends Authority, ChangeAuthority {
  guard: Pick<ComponentGuard, 'require' | 'sees'>;
  planGuard: Pick<PlanGuard, 'showVerdict'>;
  service: PromotionService;
  store: Pick<PromotionStore, 'get' | 'list'>;
}

/** The endpoints of promotions, rollbacks and release trains. */
export function createPromotionRouter(
  options: PromotionRouterOptions,
): express.Router {
  const { guard, planGuard, service, store } = options;
  const router = Router();
  const show = async <T extends Pick<PromotionDetail, 'behind' | 'verdict'>>(
    credentials: BackstageCredentials,
    said: T,
  ) => {
    const shown = await planGuard.showVerdict(credentials, said);
    // Few wait for anything, and only for these it matters who looks.
    return shown.behind.length > 0
      ? showQueue(shown, store, await guard.sees(credentials))
      : shown;
  };
  const body = express.json({ limit: MAX_BODY });

  router.get('/promotions', async (request, response) => {
    const { sees } = await reader(options, request);
    const query = parseRequest(promotionsQuerySchema, request.query);
    response.json(await visiblePage(store, query, sees));
  });

  router.post('/promotions/preview', body, async (request, response) => {
    const wanted = parseRequest(promotionRequestSchema, request.body);
    const preview = await audited(options, {
      request,
      eventId: 'promotion-preview',
      meta: metaOf(wanted),
      act: async requester => {
        await requireRequest(options, requester, wanted);
        return show(
          requester.credentials,
          await service.preview(wanted, requester.by),
        );
      },
    });
    response.json(preview);
  });

  router.post('/promotions', body, async (request, response) => {
    const wanted = parseRequest(promotionRequestSchema, request.body);
    const { detail, created } = await audited(options, {
      request,
      eventId: 'promotion-request',
      meta: metaOf(wanted),
      act: async requester => {
        await requireRequest(options, requester, wanted);
        const asked = await service.request(wanted, requester.by);
        return {
          ...asked,
          detail: await show(requester.credentials, asked.detail),
        };
      },
    });
    response.status(created ? 201 : 200).json(detail);
  });

  router.get('/promotions/:id', async (request, response) => {
    const { credentials, sees } = await reader(options, request);
    const { id } = parseRequest(idParams, request.params);
    response.json(await show(credentials, await visible(service, id, sees)));
  });

  router.post('/promotions/:id/cancel', body, async (request, response) => {
    const { id } = parseRequest(idParams, request.params);
    const { reason } = parseRequest(promotionCancelRequestSchema, request.body);
    const detail = await audited(options, {
      request,
      eventId: 'promotion-cancel',
      meta: { id, reason },
      act: async requester => {
        const sees = await options.guard.sees(requester.credentials);
        const { promotion } = await visible(service, id, sees);
        const { kind, environment, parts } = promotion;
        await requireRequest(options, requester, {
          kind,
          environment,
          parts: parts.map(({ component, to }) => ({ component, version: to })),
        });
        return show(
          requester.credentials,
          await service.cancel(id, requester.by, reason),
        );
      },
    });
    response.json(detail);
  });

  router.post('/promotions/:id/take-out', body, async (request, response) => {
    const { id } = parseRequest(idParams, request.params);
    const { component, reason } = parseRequest(
      promotionTakeOutRequestSchema,
      request.body,
    );
    const detail = await audited(options, {
      request,
      eventId: 'promotion-take-out',
      meta: { id, component, reason },
      act: async ({ credentials, by }) => {
        const sees = await options.guard.sees(credentials);
        const { promotion } = await visible(service, id, sees);
        await options.authority.require(
          credentials,
          gitopsPromotionCreatePermission,
          [{ component, environment: promotion.environment }],
        );
        return show(
          credentials,
          await service.takeOut(id, component, by, reason),
        );
      },
    });
    response.json(detail);
  });

  router.get('/components/:name/rollbacks', async (request, response) => {
    const credentials = await requirePermission(
      options,
      request,
      gitopsDeliveryReadPermission,
    );
    const { name } = parseRequest(nameParams, request.params);
    const { environment, cluster } = parseRequest(
      rollbacksQuery,
      request.query,
    );
    await options.guard.require(credentials, name);
    response.json(await service.rollbacks(name, environment, cluster));
  });

  return router;
}

async function reader(
  options: PromotionRouterOptions,
  request: express.Request,
): Promise<{ credentials: BackstageCredentials; sees: Sees }> {
  const credentials = await requirePermission(
    options,
    request,
    gitopsDeliveryReadPermission,
  );
  return { credentials, sees: await options.guard.sees(credentials) };
}

/** @throws `NotFoundError` if there is none, or it is about a hidden component */
async function visible(
  service: PromotionService,
  id: string,
  sees: Sees,
): Promise<PromotionDetail> {
  const detail = await service.get(id);
  if (!sees(componentsOf(detail.promotion))) {
    throw new NotFoundError(`There is no promotion ${id}; check its id`);
  }
  return detail;
}

/** Goes on until a page is full, so that nothing tells how much is hidden. */
async function visiblePage(
  store: Pick<PromotionStore, 'get' | 'list'>,
  query: PromotionsQuery,
  sees: Sees,
): Promise<PromotionsResponse> {
  const isShown = (one: Promotion) => sees(componentsOf(one));
  let { cursor } = query;
  if (cursor !== undefined) {
    const last = await store.get(cursor);
    if (!last || !isShown(last.promotion)) {
      throw new InputError(
        `cursor: there is no promotion ${cursor}; begin with the first page`,
      );
    }
  }
  const found: Promotion[] = [];
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const scanned = await store.list({ ...query, limit: SCANNED, cursor });
    found.push(
      ...scanned.stored.map(({ promotion }) => promotion).filter(isShown),
    );
    cursor = scanned.next;
    if (cursor === undefined || found.length > query.limit) {
      break;
    }
  }
  const shown = found.slice(0, query.limit);
  // Where the search was given up, the next page searches on behind the last that is shown.
  const isMore = found.length > query.limit || cursor !== undefined;
  const next = isMore ? shown.at(-1)?.id : undefined;
  return { promotions: shown, ...(next !== undefined && { next }) };
}

function metaOf({
  kind,
  environment,
  parts,
}: z.output<typeof promotionRequestSchema>) {
  return {
    kind,
    environment,
    releases: parts.map(({ component, version }) => `${component} ${version}`),
  };
}
