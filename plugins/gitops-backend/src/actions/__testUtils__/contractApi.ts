import { NotFoundError } from '@backstage/errors';
import {
  type BoardResponse,
  boardQuerySchema,
  type ChangesResponse,
  type ComponentDelivery,
  holdRequestSchema,
  type HoldsResponse,
  type PlanState,
  type Promotion,
  promotionCancelRequestSchema,
  type PromotionDetail,
  type PromotionPreview,
  type PromotionRequest,
  promotionRequestSchema,
  promotionsQuerySchema,
  type PromotionsResponse,
  promotionTakeOutRequestSchema,
} from '@slipway/plugin-gitops-common';
import express from 'express';
import Router from 'express-promise-router';

/** When everything happened. */
export const AT = '2026-01-01T10:00:00Z';
const index = {
  repository: 'https://forge.example/infra',
  branch: 'main',
  fileProblems: [],
};

const delivery: ComponentDelivery = {
  component: 'shop',
  known: true,
  clusters: [],
  environments: [
    {
      name: 'prod',
      cells: [
        {
          cluster: 'vk',
          state: 'degraded',
          message: 'CrashLoopBackOff',
          desired: {
            version: '1.4.2',
            images: [],
            overlay: 'apps/shop/overlays/prod',
            committedAt: AT,
            author: 'robin',
          },
          applicationName: 'shop-prod',
        },
      ],
    },
  ],
  pullRequests: [],
  index,
};

const board: BoardResponse = {
  environments: [],
  clusters: [],
  rows: [
    {
      component: 'shop',
      entityRef: 'component:default/shop',
      owner: 'group:default/team-shop',
      state: 'degraded',
      cells: [
        {
          environment: 'prod',
          state: 'degraded',
          versions: ['1.4.2'],
          clusters: [
            { cluster: 'yc', state: 'synced', version: '1.4.2' },
            { cluster: 'vk', state: 'degraded', message: 'CrashLoopBackOff' },
          ],
        },
      ],
    },
  ],
  total: 1,
  states: {},
  index,
};

const changes: ChangesResponse = {
  changes: [
    {
      id: 'c',
      kind: 'promotion',
      component: 'shop',
      environment: 'prod',
      overlay: 'apps/shop/overlays/prod',
      clusters: ['yc'],
      to: '1.4.2',
      images: [],
      at: AT,
      by: 'slipway[bot]',
      requestedBy: 'user:default/casey',
      commit: 'a'.repeat(40),
      pullRequest: { number: 7, url: 'https://forge.example/7' },
      results: { yc: { healthyAt: AT } },
    },
  ],
};

const partsOf = ({ parts }: PromotionRequest) =>
  parts.map(({ component, version }) => ({
    component,
    overlay: `apps/${component}/overlays/prod`,
    clusters: ['yc'],
    from: '1.4.1',
    to: version,
    images: [{ name: 'shop', tag: version }],
  }));

const preview = (asked: PromotionRequest): PromotionPreview => ({
  parts: partsOf(asked),
  direct: false,
  gates: [
    { gate: 'policies', state: 'open', message: 'none is against it' },
    { gate: 'hold', state: 'refused', message: 'held by robin' },
  ],
  behind: [],
  supersedes: [],
});

const detail = (asked: PromotionRequest): PromotionDetail => ({
  promotion: {
    id: 'p-1',
    kind: asked.kind,
    environment: asked.environment,
    parts: partsOf(asked),
    state: 'requested',
    direct: false,
    hotfix: asked.hotfix,
    requestedBy: 'user:default/casey',
    requestedAt: AT,
    branch: 'promote/p-1',
    history: [{ state: 'requested', at: AT }],
  },
  gates: [{ gate: 'approvals', state: 'waiting', message: 'one approval' }],
  behind: [],
});

const { promotion: train } = detail({
  kind: 'train',
  environment: 'prod',
  parts: [
    { component: 'shop', version: '1.4.2' },
    { component: 'cart', version: '2.0.1' },
  ],
  hotfix: false,
});

const withoutCart = (all: Promotion): Promotion => ({
  ...all,
  parts: all.parts.map(part =>
    part.component === 'cart'
      ? { ...part, takenOut: { by: 'user:default/casey', at: AT } }
      : part,
  ),
});

/** What the API was asked to change, and by whom. */
export interface Asked {
  by: string;
  what: unknown;
}

/** The plugin's API as its contract says it, which knows the component shop alone. */
export function contractApi(
  asked: Asked[],
  nameOf: (r: express.Request) => Promise<string>,
) {
  const router = Router();
  const holds: HoldsResponse['holds'] = [];
  const known = (name: string) => {
    if (name !== 'shop')
      throw new NotFoundError(`There is no component ${name}`);
  };
  router.use(express.json());
  router.use(async (call, _response, next) => {
    await nameOf(call);
    next();
  });
  router.get('/components/:name/delivery', (call, response) => {
    known(call.params.name);
    response.json(delivery);
  });
  router.get('/board', (call, response) => {
    boardQuerySchema.parse(call.query);
    asked.push({ by: '', what: call.query });
    response.json(board);
  });
  router.get('/changes', (_call, response) => response.json(changes));
  router.get('/pull-requests/7/plan', (_call, response) => {
    const state: PlanState = { status: 'planning' };
    response.json(state);
  });
  router.post('/promotions/preview', (call, response) =>
    response.json(preview(promotionRequestSchema.parse(call.body))),
  );
  router.post('/promotions', async (call, response) => {
    const what = promotionRequestSchema.parse(call.body);
    known(what.parts[0].component);
    asked.push({ by: await nameOf(call), what });
    response.status(201).json(detail(what));
  });
  router.get('/promotions', (call, response) => {
    asked.push({ by: '', what: promotionsQuerySchema.parse(call.query) });
    const page: PromotionsResponse = { promotions: [withoutCart(train)] };
    response.json(page);
  });
  router.post('/promotions/p-1/cancel', async (call, response) => {
    const what = promotionCancelRequestSchema.parse(call.body);
    asked.push({ by: await nameOf(call), what });
    const cancelled: PromotionDetail = {
      promotion: { ...train, state: 'cancelled' },
      gates: [],
      behind: [],
    };
    response.json(cancelled);
  });
  router.post('/promotions/p-1/take-out', async (call, response) => {
    const what = promotionTakeOutRequestSchema.parse(call.body);
    asked.push({ by: await nameOf(call), what });
    const left: PromotionDetail = {
      promotion: withoutCart(train),
      gates: [],
      behind: [],
    };
    response.json(left);
  });
  router.put('/holds/:component/:environment', async (call, response) => {
    const { reason } = holdRequestSchema.parse(call.body);
    const { component, environment } = call.params;
    const by = await nameOf(call);
    holds.push({ component, environment, reason, by, at: AT });
    response.json(holds[0]);
  });
  router.delete('/holds/:component/:environment', (_call, response) => {
    holds.pop();
    response.status(204).end();
  });
  router.get('/holds', (_call, response) => response.json({ holds }));
  return router;
}
