import { InputError } from '@backstage/errors';
import {
  type ChangesFilter,
  changesQuerySchema,
  type ChangesResponse,
  type FiguresQuery,
  figuresQuerySchema,
  type FiguresResponse,
  gitopsDeliveryReadPermission,
} from '@slipway/plugin-gitops-common';
import type express from 'express';
import Router from 'express-promise-router';
import { ownedBy } from '../access/ownership';
import type {
  Visibility,
  VisibleComponents,
} from '../access/VisibleComponents';
import { parseRequest } from '../router/parseRequest';
import { type Authority, requirePermission } from '../router/requirePermission';
import { figuresOf } from './figures';
import type { ChangesScope, ChangeStore } from './store/ChangeStore';

const DAY_MS = 24 * 60 * 60_000;
/** What figures are of unless somebody says otherwise, and at most. Days. */
const DEFAULT_WINDOW = 30;
const MAX_WINDOW = 366;
/** Bars of more days than this are weeks. */
const MOST_DAYS = 31;
/** Changes that figures are worked out from. */
const MAX_CHANGES = 20_000;

/** What the endpoints are made from. */
export interface ChangeRouterOptions extends Authority {
  visibility: Visibility;
  store: Pick<ChangeStore, 'page'>;
  now?(): Date;
}

/** The endpoints of the version-change log. */
export function createChangeRouter(
  options: ChangeRouterOptions,
): express.Router {
  const { visibility, store } = options;
  const router = Router();

  router.get('/changes', async (request, response) => {
    const credentials = await requirePermission(
      options,
      request,
      gitopsDeliveryReadPermission,
    );
    const { limit, cursor, ...filter } = parseRequest(
      changesQuerySchema,
      request.query,
    );
    const { from, until } = filter;
    if (from && until && Date.parse(from) >= Date.parse(until)) {
      throw new InputError('from: has to be before until');
    }
    const body: ChangesResponse = await store.page(
      scopeOf(filter, await visibility.of(credentials)),
      { limit, before: cursor },
    );
    response.json(body);
  });

  router.get('/changes/figures', async (request, response) => {
    const credentials = await requirePermission(
      options,
      request,
      gitopsDeliveryReadPermission,
    );
    const query = parseRequest(figuresQuerySchema, request.query);
    const window = windowOf(query, options.now?.() ?? new Date());
    const { changes, next } = await store.page(
      scopeOf(
        // Also what came later: it tells how failures ended.
        { ...query, from: window.from.toISOString(), until: undefined },
        await visibility.of(credentials),
      ),
      { limit: MAX_CHANGES },
    );
    if (next !== undefined) {
      throw new InputError(
        `There are more than ${MAX_CHANGES} changes since ${window.from.toISOString()}; ask for a component, an environment or a later time`,
      );
    }
    const body: FiguresResponse = figuresOf(changes, window);
    response.json(body);
  });

  return router;
}

function scopeOf(
  { owner, ...filter }: ChangesFilter,
  visible: VisibleComponents,
): ChangesScope {
  if (owner !== undefined) {
    const isTheirs = ownedBy(owner);
    const components = visible.names.filter(name =>
      isTheirs(visible.get(name)),
    );
    return { ...filter, components };
  }
  // A service sees what components left behind, too.
  return visible.unlimited ? filter : { ...filter, components: visible.names };
}

function windowOf(
  query: FiguresQuery,
  now: Date,
): { from: Date; until: Date; period: 'day' | 'week'; now: Date } {
  const until = query.until === undefined ? now : new Date(query.until);
  const from =
    query.from === undefined
      ? new Date(until.getTime() - DEFAULT_WINDOW * DAY_MS)
      : new Date(query.from);
  const days = (until.getTime() - from.getTime()) / DAY_MS;
  if (days <= 0 || days > MAX_WINDOW) {
    throw new InputError(
      `from: has to be before until, and by no more than ${MAX_WINDOW} days`,
    );
  }
  return {
    from,
    until,
    now,
    period: query.period ?? (days > MOST_DAYS ? 'week' : 'day'),
  };
}
