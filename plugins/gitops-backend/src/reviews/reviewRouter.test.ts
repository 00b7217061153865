import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { ConflictError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  PLAN_COMMENT_MARKER,
  reviewDetailSchema,
  rolloutSchema,
} from '@slipway/plugin-gitops-common';
import type { ForgePullRequestDetail } from '@slipway/plugin-gitops-node';
import express from 'express';
import request from 'supertest';
import { applyMigrations } from '../database/applyMigrations';
import { DriftReader } from '../plan/drift/DriftReader';
import { PullRequestReader } from '../pullrequests/PullRequestReader';
import { fakeAccess } from '../__testUtils__/fakeAccess';
import { FakeForge, forgePullRequest } from '../testing/FakeForge';
import { FakePlanner, planOf } from '../testing/FakePlanner';
import { PullRequestPlanStore } from './PullRequestPlanStore';
import { ReviewAuthority } from './ReviewAuthority';
import { ReviewReader } from './ReviewReader';
import { createReviewRouter } from './reviewRouter';
import { RolloutReader } from './RolloutReader';

const TOKEN = 'gho_a-token-of-robin';
const HEAD = 'a'.repeat(40);
const MERGE = 'b'.repeat(40);
const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const component = (name: string, owner: string) =>
  `apiVersion: slipway.dev/v1alpha1\nkind: GitOpsComponent\nname: ${name}\nowner: ${owner}\nrepository: acme/${name}\nstyle: kustomize\n`;

describe('the endpoints of reviews', () => {
  let forge: FakeForge;
  let planner: FakePlanner;
  let store: PullRequestPlanStore;
  let changed: string[];
  let hidden: Set<string>;
  let teams: string[];
  let permission: AuthorizeResult.ALLOW | AuthorizeResult.DENY;
  let app: express.Express;
  const acts = jest.fn();
  const auditor = mockServices.auditor.mock();
  const audited = { success: jest.fn(), fail: jest.fn() };

  beforeEach(async () => {
    jest.resetAllMocks();
    auditor.createEvent.mockResolvedValue(audited);
    const knex = await databases.init('SQLITE_3');
    await applyMigrations({ getClient: async () => knex });
    forge = new FakeForge();
    forge.person = token => ({
      review: async review => acts(token, 'review', review),
      merge: async merge =>
        acts(token, 'merge', merge) ?? { mergeCommit: MERGE },
    });
    planner = new FakePlanner();
    store = new PullRequestPlanStore(knex, 'https://forge.example.com/a/b');
    changed = ['apps/shop/overlays/prod/kustomization.yaml'];
    hidden = new Set();
    teams = ['group:default/platform'];
    permission = AuthorizeResult.ALLOW;
    open({});
    app = createApp();
  });

  function open(other: Partial<ForgePullRequestDetail>) {
    const pull = forgePullRequest(7, { commit: HEAD });
    forge.pullRequests = [pull];
    forge.details.set(7, {
      ...pull,
      body: '',
      base: 'main',
      commits: [],
      events: [
        {
          kind: 'comment',
          author: 'slipway-bot',
          body: `${PLAN_COMMENT_MARKER} plan`,
          at: '2026-11-21T10:00:00Z',
          own: true,
        },
        {
          kind: 'comment',
          author: 'mallory',
          body: `${PLAN_COMMENT_MARKER} forged`,
          at: '2026-11-21T10:01:00Z',
          own: false,
        },
      ],
      checkRuns: [],
      merge: { state: 'blocked', reason: 'A review is missing.' },
      ...other,
    });
  }

  function createApp() {
    const known = {
      component: {
        apiVersion: 'slipway.dev/v1alpha1' as const,
        kind: 'GitOpsComponent' as const,
        name: 'shop',
        owner: 'team-shop',
        repository: 'acme/shop',
        style: 'kustomize' as const,
        images: [],
      },
      overlays: [{ name: 'prod', images: [] }],
    };
    const index = {
      snapshot: {
        commit: 'main-1',
        committedAt: '2026-11-21T10:00:00Z',
        environments: {
          apiVersion: 'slipway.dev/v1alpha1' as const,
          kind: 'Environments' as const,
          environments: [
            {
              name: 'prod',
              clusters: ['yc', 'vk'],
              sync: { automated: true, prune: true, selfHeal: true },
            },
          ],
          clusters: [{ name: 'yc' }, { name: 'vk' }],
        },
        components: { shop: known },
        fileProblems: [],
      },
    };
    const files = ['apps/cart/component.yaml', 'apps/shop/component.yaml'];
    const mirror = {
      changedPaths: async () => changed,
      isAncestor: async (_merge: string, revision: string) =>
        revision === 'newer',
      listFiles: async () =>
        files.map(path => ({ path, oid: path, size: 9, regular: true })),
      readBlobs: async (oids: readonly string[]) =>
        oids.map(oid => component(oid.split('/')[1], 'team-cart')),
    };
    const pullRequests = new PullRequestReader({ forge, mirror, index });
    const reviews = new ReviewReader({
      forge,
      pullRequests,
      store,
      planner,
      drift: new DriftReader([]),
    });
    const clusters = [
      {
        cluster: 'yc',
        read: async () => ({
          status: 'observed' as const,
          observedAt: '2026-11-21T10:00:00Z',
          applications: [
            {
              name: 'shop-prod',
              component: 'shop',
              environment: 'prod',
              sync: 'Synced' as const,
              health: 'Healthy' as const,
              revision: 'newer',
              images: [],
            },
          ],
        }),
      },
      {
        cluster: 'vk',
        read: async () => ({ status: 'unreachable' as const, reason: 'Away.' }),
      },
    ];
    const permissions = mockServices.permissions.mock();
    permissions.authorize.mockImplementation(async () => [
      { result: permission },
    ]);
    const userInfo = mockServices.userInfo.mock();
    userInfo.getUserInfo.mockImplementation(async () => ({
      userEntityRef: 'user:default/robin',
      ownershipEntityRefs: ['user:default/robin', ...teams],
    }));
    return express()
      .use(
        createReviewRouter({
          ...fakeAccess(hidden, index),
          httpAuth: mockServices.httpAuth(),
          permissions,
          forge,
          reviews,
          rollouts: new RolloutReader({
            reviews,
            store,
            planner,
            index,
            mirror,
            clusters,
          }),
          reviewers: new ReviewAuthority({
            userInfo,
            index,
            mirror,
            platformGroup: 'group:default/platform',
          }),
          auditor,
        }),
      )
      .use(mockErrorHandler());
  }

  const get = (path: string) =>
    request(app).get(path).set('authorization', mockCredentials.user.header());
  const post = (
    path: string,
    body: object,
    token: string | undefined = TOKEN,
  ) =>
    request(app)
      .post(path)
      .set('authorization', mockCredentials.user.header())
      .set(token ? { 'x-forge-token': token } : {})
      .send(body);
  const approval = { event: 'approve', body: 'Good', commit: HEAD };

  /** As if the planner had been there. */
  async function plan(
    head: string,
    overlays: ReturnType<typeof planOf>['overlays'],
  ) {
    const made = planOf({ base: 'main-1', head }, { overlays });
    planner.plans.set(made.id, made);
    const now = new Date();
    await store.queue(
      { number: 7, head, base: 'main-1' },
      { announced: true, now },
    );
    const claimed = await store.claim(now, 1_000);
    if (!claimed) {
      throw new Error('There is nothing to claim');
    }
    await store.settle(
      claimed,
      { state: 'told', planId: made.id, verdict: 'safe', dueAt: undefined },
      now,
    );
    return made;
  }
  it('shows the newest plan’s verdict with what the forge knows, and the portal’s own comment not', async () => {
    expect((await get('/pull-requests').expect(200)).body).toMatchObject({
      pullRequests: [
        { number: 7, components: ['shop'], environments: ['prod'] },
      ],
    });
    await get('/pull-requests/7/plan').expect(200, { status: 'planning' });
    await plan('c'.repeat(40), []);
    const old = await get('/pull-requests/7').expect(200);
    expect(old.body.verdict).toBeUndefined();

    const made = await plan(HEAD, []);
    const { body } = await get('/pull-requests/7').expect(200);
    expect(reviewDetailSchema.parse(body)).toMatchObject({
      verdict: 'safe',
      events: [{ author: 'mallory' }],
    });
    expect(body.events[0]).not.toHaveProperty('own');
    const state = await get('/pull-requests/7/plan').expect(200);
    expect(state.body).toMatchObject({
      status: 'ready',
      plan: { id: made.id },
    });
    expect((await get('/pull-requests')).body.pullRequests[0].verdict).toBe(
      'safe',
    );
    expect((await get('/pull-requests?component=cart')).body).toEqual({
      pullRequests: [],
    });
    await get('/pull-requests/8').expect(404);
    await get('/pull-requests/8/plan').expect(404);
    await get('/pull-requests/x').expect(400);
  });

  it('does not tell pull requests about hidden components from none', async () => {
    changed.push('apps/payroll/base/service.yaml');
    hidden.add('payroll');
    expect((await get('/pull-requests')).body).toEqual({ pullRequests: [] });
    for (const reply of [
      await get('/pull-requests/7'),
      await get('/pull-requests/7/plan'),
      await get('/pull-requests/7/rollout'),
      await post('/pull-requests/7/reviews', approval),
      await post('/pull-requests/7/merge', { commit: HEAD }),
    ]) {
      expect(reply.status).toBe(404);
      expect(reply.body.error.message).toBe(
        'The GitOps repository has no pull request #7',
      );
    }
    expect(acts).not.toHaveBeenCalled();
  });

  it('reviews and merges in the person’s name, with a trace and without the token', async () => {
    await post('/pull-requests/7/reviews', approval).expect(204);
    expect(acts).toHaveBeenLastCalledWith(TOKEN, 'review', {
      number: 7,
      ...approval,
    });
    const merged = await post('/pull-requests/7/merge', { commit: HEAD });
    expect(merged.body).toEqual({ mergeCommit: MERGE });
    expect(audited.success).toHaveBeenCalledTimes(2);

    acts.mockImplementationOnce(() => {
      throw new ConflictError('Its newest commit is another');
    });
    const late = await post('/pull-requests/7/reviews', approval).expect(409);
    expect(late.body.error.name).toBe('ConflictError');
    expect(audited.fail).toHaveBeenCalledTimes(1);
    for (const [event] of auditor.createEvent.mock.calls) {
      expect(JSON.stringify(event.meta)).not.toContain(TOKEN);
    }
    expect(JSON.stringify(late.body)).not.toContain(TOKEN);
  });

  it.each([
    ['no token', approval, '', 401],
    ['a token that is none', approval, 'two words', 401],
    ['no commit', { event: 'approve' }, TOKEN, 400],
    ['an unknown field', { ...approval, force: true }, TOKEN, 400],
    ['too long a text', { ...approval, body: 'x'.repeat(20_001) }, TOKEN, 400],
    [
      'far too long a text',
      { ...approval, body: 'x'.repeat(70_000) },
      TOKEN,
      413,
    ],
  ])('refuses a review with %s', async (_what, body, token, status) => {
    await post('/pull-requests/7/reviews', body, token).expect(status);
    expect(acts).not.toHaveBeenCalled();
  });

  it.each([
    ['the platform team', 'platform', ['apps/shop/base/x.yaml'], 204],
    ['the owning team', 'team-shop', ['apps/shop/base/x.yaml'], 204],
    [
      'the team of a new component',
      'team-cart',
      ['apps/cart/base/x.yaml'],
      204,
    ],
    ['another team', 'team-cart', ['apps/shop/component.yaml'], 403],
    ['a team, of what no component is', 'team-shop', ['policies/x.rego'], 403],
  ])('lets %s review, or not', async (_what, team, paths, status) => {
    teams = [`group:default/${team}`];
    changed = paths;
    await post('/pull-requests/7/reviews', approval).expect(status);
    expect(acts).toHaveBeenCalledTimes(status === 204 ? 1 : 0);
    expect(audited.fail).toHaveBeenCalledTimes(status === 204 ? 0 : 1);
  });

  it('asks for the permission, and for a person', async () => {
    await request(app)
      .post('/pull-requests/7/merge')
      .set('authorization', mockCredentials.service.header())
      .set('x-forge-token', TOKEN)
      .send({ commit: HEAD })
      .expect(403);
    permission = AuthorizeResult.DENY;
    await post('/pull-requests/7/merge', { commit: HEAD }).expect(403);
    expect(acts).not.toHaveBeenCalled();
  });

  it('follows what was merged to the clusters, by its plan or by its files', async () => {
    await get('/pull-requests/7/rollout').expect(409);
    open({
      state: 'merged',
      merge: { state: 'merged', mergeCommit: MERGE },
    });
    app = createApp();
    const byFiles = await get('/pull-requests/7/rollout').expect(200);
    expect(rolloutSchema.parse(byFiles.body)).toEqual({
      mergeCommit: MERGE,
      steps: [
        {
          application: 'shop-prod',
          environment: 'prod',
          goes: false,
          cluster: 'yc',
          state: 'healthy',
        },
        {
          application: 'shop-prod',
          environment: 'prod',
          goes: false,
          cluster: 'vk',
          state: 'unknown',
          message: 'Away.',
        },
      ],
      done: false,
    });
    const zero = { replicas: 0, cpuMillis: 0, memoryMiB: 0 };
    await plan(HEAD, [
      {
        path: 'apps/shop/overlays/prod',
        component: 'shop',
        environment: 'prod',
        application: 'shop-prod',
        clusters: ['yc'],
        clustersAdded: [],
        clustersRemoved: [],
        change: 'changed',
        sync: { automated: true, prune: true, selfHeal: true },
        version: {},
        objects: [],
        hosts: { claimed: [], released: [] },
        namespaces: { added: [], removed: [] },
        cost: { before: zero, after: zero },
        findings: [],
      },
    ]);
    const byPlan = await get('/pull-requests/7/rollout').expect(200);
    expect(byPlan.body).toMatchObject({
      steps: [{ cluster: 'yc', state: 'healthy' }],
      done: true,
    });
  });
});
