import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  holdsResponseSchema,
  promotionDetailSchema,
  promotionPreviewSchema,
  promotionsResponseSchema,
  type ReportedRelease,
  rollbackCandidatesResponseSchema,
  type VersionChange,
} from '@slipway/plugin-gitops-common';
import express from 'express';
import request from 'supertest';
import type { TargetAuthority } from '../../access/TargetAuthority';
import { applyMigrations } from '../../database/applyMigrations';
import { createHoldRouter } from '../../holds/holdRouter';
import { fakeAccess } from '../../__testUtils__/fakeAccess';
import { PromotionPortal } from '../__testUtils__/promotionPortal';
import { PromotionService } from '../request/PromotionService';
import { RequestResolver } from '../request/RequestResolver';
import { createPromotionRouter } from './promotionRouter';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const PROD = 'apps/shop/overlays/prod';

const toProd = (component: string, version: string, other: object = {}) => ({
  kind: 'promotion',
  environment: 'prod',
  parts: [{ component, version }],
  ...other,
});

function change(to: string, at: string): VersionChange {
  return {
    id: to,
    kind: 'deploy',
    component: 'shop',
    environment: 'prod',
    overlay: PROD,
    clusters: ['yc', 'vk'],
    to,
    images: [{ name: 'ghcr.io/acme/shop', tag: to }],
    at,
    by: 'Casey',
    commit: 'c'.repeat(40),
    results: { yc: { healthyAt: at }, vk: { healthyAt: at } },
  };
}

describe('the endpoints of promotions', () => {
  let portal: PromotionPortal;
  let hidden: Set<string>;
  let refused: Set<string>;
  let read: AuthorizeResult.ALLOW | AuthorizeResult.DENY;
  let app: express.Express;
  const releases = new Map<string, ReportedRelease>();
  const auditor = mockServices.auditor.mock();
  const event = { success: jest.fn(), fail: jest.fn() };

  beforeEach(async () => {
    jest.resetAllMocks();
    auditor.createEvent.mockResolvedValue(event);
    const knex = await databases.init('SQLITE_3');
    await applyMigrations({ getClient: async () => knex });
    portal = await PromotionPortal.start(knex, ['shop', 'cart', 'secret']);
    hidden = new Set(['secret']);
    refused = new Set();
    read = AuthorizeResult.ALLOW;
    app = createApp();
  });
  afterEach(() => portal?.stop());

  function createApp() {
    const access = fakeAccess(hidden, portal.index);
    const authority: TargetAuthority = {
      async require(credentials, { name }, targets) {
        const visible = await access.visibility.of(credentials);
        for (const { component } of targets) {
          if (!visible.has(component)) {
            throw new NotFoundError(`There is no component ${component}`);
          }
        }
        if (refused.has(name)) {
          throw new NotAllowedError(`This needs the permission ${name}`);
        }
      },
      filter: async (_credentials, _permission, targets) => [...targets],
    };
    const changes = {
      ofOverlay: async (path: string) => portal.log.get(path) ?? [],
    };
    const options = {
      ...access,
      authority,
      auditor,
      auth: mockServices.auth(),
      httpAuth: mockServices.httpAuth(),
      permissions: mockServices.permissions.mock({
        authorize: async requests => requests.map(() => ({ result: read })),
      }),
    };
    const service = new PromotionService({
      ...portal,
      resolver: new RequestResolver({
        ...portal,
        changes,
        releases: {
          find: async (component, version) =>
            releases.get(`${component} ${version}`),
        },
      }),
      changes,
      planner: undefined,
      onChange: () => {},
    });
    return express()
      .use(createPromotionRouter({ ...options, service, store: portal.store }))
      .use(
        createHoldRouter({
          ...options,
          holds: portal.holds,
          onChange: async () => {},
          now: portal.now,
        }),
      )
      .use(mockErrorHandler());
  }

  const post = (path: string, body: object) =>
    request(app).post(path).send(body);
  const ask = async (body: object) => {
    const response = await post('/promotions', body);
    return {
      status: response.status,
      detail: promotionDetailSchema.parse(response.body),
    };
  };

  it('previews what a request would do, and writes nothing', async () => {
    const { status, body } = await post(
      '/promotions/preview',
      toProd('shop', '1.5.0', { source: 'dev' }),
    );
    expect(status).toBe(200);
    const preview = promotionPreviewSchema.parse(body);
    expect(preview).toMatchObject({
      parts: [
        {
          component: 'shop',
          overlay: PROD,
          clusters: ['yc', 'vk'],
          from: '1.4.2',
          to: '1.5.0',
          images: [{ name: 'ghcr.io/acme/shop', tag: '1.5.0' }],
        },
      ],
      direct: false,
      behind: [],
      supersedes: [],
    });
    expect(preview.gates.map(({ gate }) => gate)).toContain('approvals');
    expect((await portal.store.list({ limit: 9 })).stored).toEqual([]);
  });

  it('takes a request once, and shows, lists, cancels and audits it', async () => {
    const first = await ask(toProd('shop', '1.5.0'));
    expect(first.status).toBe(201);
    expect((await ask(toProd('shop', '1.5.0'))).status).toBe(200);
    const { id } = first.detail.promotion;
    expect(first.detail.promotion).toMatchObject({
      requestedBy: 'user:default/mock',
      branch: `slipway/promote-shop.prod.${id}`,
    });
    const shown = await request(app).get(`/promotions/${id}`);
    expect(promotionDetailSchema.parse(shown.body).promotion.id).toBe(id);
    const list = await request(app).get(
      '/promotions?component=shop&state=open',
    );
    expect(promotionsResponseSchema.parse(list.body).promotions).toHaveLength(
      1,
    );
    const reason = 'Not today';
    const cancelled = await post(`/promotions/${id}/cancel`, { reason });
    expect(cancelled.body.promotion).toMatchObject({
      state: 'cancelled',
      history: [{ state: 'requested' }, { message: reason }],
    });
    const again = await post(`/promotions/${id}/cancel`, { reason });
    expect(again.status).toBe(200);
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'promotion-cancel',
        meta: { id, reason },
      }),
    );
  });

  it('says what is wrong with a request', async () => {
    const problem = async (body: object) => {
      const response = await post('/promotions', body);
      return `${response.status} ${response.body.error.message}`;
    };
    expect(await problem(toProd('shop', '1.4.2'))).toMatch(/409 .*already/);
    expect(await problem(toProd('shop', '7.0.0'))).toMatch(
      /404 There is no release 7.0.0 of shop/,
    );
    expect(
      await problem({ ...toProd('shop', '1.5.0'), environment: 'qa' }),
    ).toMatch(/404 .*not in environments.yaml/);
    const parts = [
      { component: 'shop', version: '1.5.0' },
      { component: 'cart', version: '1.5.0' },
    ];
    expect(await problem({ ...toProd('shop', '1'), parts })).toMatch(
      /400 .*ask for a train/,
    );
    const one = { component: 'shop', version: '1.5.0', clusters: ['yc'] };
    expect(await problem({ ...toProd('shop', '1'), parts: [one] })).toMatch(
      /400 .*is for yc and vk together/,
    );
    expect(await problem({ ...toProd('shop', '1.5.0'), more: 1 })).toMatch(
      /400/,
    );
  });

  it('brings reported releases, and takes components out of a train', async () => {
    const images = [{ name: 'ghcr.io/acme/shop', tag: '2.0.0' }];
    releases.set('shop 2.0.0', { images } as ReportedRelease);
    const parts = [
      { component: 'shop', version: '2.0.0' },
      { component: 'cart', version: '1.5.0' },
    ];
    const { detail } = await ask({
      ...toProd('shop', ''),
      kind: 'train',
      parts,
    });
    const { id } = detail.promotion;
    expect(detail.promotion.parts[0].images).toEqual(images);
    const out = { component: 'shop', reason: 'Not ready' };
    const after = await post(`/promotions/${id}/take-out`, out);
    expect(after.body.promotion.parts[0].takenOut).toMatchObject({
      by: 'user:default/mock',
      reason: 'Not ready',
    });
    const last = { component: 'cart', reason: 'Neither' };
    expect((await post(`/promotions/${id}/take-out`, last)).status).toBe(409);
  });

  it('rolls back to what was healthy there, and holds until somebody lets go', async () => {
    portal.log.set(PROD, [
      change('1.4.2', '2026-11-19T10:00:00.000Z'),
      change('1.4.1', '2026-11-18T10:00:00.000Z'),
    ]);
    const found = await request(app).get(
      '/components/shop/rollbacks?environment=prod&cluster=vk',
    );
    expect(rollbackCandidatesResponseSchema.parse(found.body)).toMatchObject({
      present: '1.4.2',
      candidates: [{ version: '1.4.1', by: 'Casey' }],
    });
    const back = {
      ...toProd('shop', '1.4.1'),
      kind: 'rollback',
      reason: 'Errors',
    };
    const { detail } = await ask(back);
    expect(detail.promotion.branch).toContain('slipway/rollback-shop.prod.');
    const holds = await request(app).get('/holds?component=shop');
    expect(holdsResponseSchema.parse(holds.body).holds).toMatchObject([
      { reason: 'Rollback of 1.4.2: Errors', by: 'user:default/mock' },
    ]);
    const forward = await ask(toProd('shop', '1.5.0'));
    expect(forward.detail.behind).toEqual([detail.promotion.id]);
    expect((await request(app).delete('/holds/shop/prod')).status).toBe(204);
    expect((await request(app).delete('/holds/shop/prod')).status).toBe(404);
    const held = await request(app)
      .put('/holds/shop/prod')
      .send({ reason: 'x' });
    expect(held.body).toMatchObject({ component: 'shop', reason: 'x' });
  });

  it('tells nothing of hidden components, on any endpoint', async () => {
    const service = mockCredentials.service.header();
    const made = await post('/promotions', toProd('secret', '1.5.0')).set(
      'authorization',
      service,
    );
    expect(made.status).toBe(201);
    const train = await post('/promotions', {
      ...toProd('shop', ''),
      kind: 'train',
      parts: [
        { component: 'shop', version: '1.5.0' },
        { component: 'secret', version: '1.5.0' },
      ],
    }).set('authorization', service);
    await portal.holds.hold({
      component: 'secret',
      environment: 'prod',
      reason: 'Why',
      by: 'x',
      at: portal.now().toISOString(),
    });
    const ids = [made.body.promotion.id, train.body.promotion.id];
    const reason = 'x';
    const replies = [
      await request(app).get('/promotions'),
      await request(app).get('/promotions?component=secret'),
      await request(app).get('/holds'),
      await request(app).get('/components/secret/rollbacks?environment=prod'),
      await post('/promotions', toProd('secret', '1.5.0')),
      await post('/promotions/preview', toProd('secret', '1.5.0')),
      await request(app).put('/holds/secret/prod').send({ reason }),
      await request(app).delete('/holds/secret/prod'),
      ...(await Promise.all(
        ids.flatMap(id => [
          request(app).get(`/promotions/${id}`),
          post(`/promotions/${id}/cancel`, { reason }),
          post(`/promotions/${id}/take-out`, { component: 'shop', reason }),
        ]),
      )),
    ];
    expect(replies.map(({ status }) => status)).toEqual([
      200, 200, 200, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404,
    ]);
    expect(replies[0].body).toEqual({ promotions: [] });
    expect(replies[1].body).toEqual({ promotions: [] });
    expect(replies[2].body).toEqual({ holds: [] });
  });

  it('says that something hidden is before a promotion, and not what', async () => {
    const parts = [
      { component: 'shop', version: '1.5.0' },
      { component: 'secret', version: '1.5.0' },
    ];
    const train = { ...toProd('shop', ''), kind: 'train', parts };
    const ahead = await post('/promotions', train).set(
      'authorization',
      mockCredentials.service.header(),
    );
    expect(ahead.status).toBe(201);
    const wanted = toProd('shop', '1.5.0');
    const { body: preview } = await post('/promotions/preview', wanted);
    const { detail } = await ask(wanted);
    const { id } = detail.promotion;
    const { body: later } = await request(app).get(`/promotions/${id}`);
    for (const said of [preview, detail, later]) {
      expect(said).toMatchObject({ behind: [], behindHidden: true });
      expect(JSON.stringify(said)).not.toContain(ahead.body.promotion.id);
    }
    hidden.delete('secret');
    const { body: toAll } = await request(app).get(`/promotions/${id}`);
    expect(toAll.behind).toEqual([ahead.body.promotion.id]);
    expect(toAll).not.toHaveProperty('behindHidden');
  });

  it('lets nobody do what they may not, and audits that they tried', async () => {
    const reason = 'x';
    const { detail } = await ask(toProd('shop', '1.5.0'));
    const { id } = detail.promotion;
    for (const [permission, call] of [
      [
        'gitops.promotion.create',
        () => post('/promotions', toProd('cart', '1.5.0')),
      ],
      [
        'gitops.promotion.create',
        () => post('/promotions/preview', toProd('cart', '1.5.0')),
      ],
      [
        'gitops.promotion.create',
        () => post(`/promotions/${id}/cancel`, { reason }),
      ],
      [
        'gitops.rollback.create',
        () =>
          post('/promotions', { ...toProd('cart', '1.0.0'), kind: 'rollback' }),
      ],
      [
        'gitops.gate.override',
        () => post('/promotions', toProd('cart', '1.5.0', { hotfix: true })),
      ],
      [
        'gitops.gate.override',
        () =>
          post(
            '/promotions',
            toProd('cart', '1.5.0', { exception: { reason } }),
          ),
      ],
      [
        'gitops.hold.update',
        () => request(app).put('/holds/shop/prod').send({ reason }),
      ],
      ['gitops.hold.update', () => request(app).delete('/holds/shop/prod')],
    ] as const) {
      refused = new Set([permission]);
      event.fail.mockClear();
      const response = await call();
      expect(response.status).toBe(403);
      expect(response.body.error.message).toContain(permission);
      expect(event.fail).toHaveBeenCalledTimes(1);
    }
    read = AuthorizeResult.DENY;
    for (const path of [
      '/promotions',
      `/promotions/${id}`,
      '/holds',
      '/components/shop/rollbacks?environment=prod',
    ]) {
      expect((await request(app).get(path)).status).toBe(403);
    }
  });
});
