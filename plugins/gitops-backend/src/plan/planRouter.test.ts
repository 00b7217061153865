import { mockErrorHandler, mockServices } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import {
  AuthorizeResult,
  type BasicPermission,
} from '@backstage/plugin-permission-common';
import {
  gitopsPullRequestCreatePermission,
  gitopsPullRequestReadPermission,
  type Plan,
} from '@slipway/plugin-gitops-common';
import express from 'express';
import request from 'supertest';
import { fakeAccess } from '../__testUtils__/fakeAccess';
import { DriftReader } from './drift/DriftReader';
import { createPlanRouter } from './planRouter';
import type { PlanService } from './PlanService';

const ID = 'a'.repeat(64);
const MIB = 1024 * 1024;
const PLAN: Plan = {
  id: ID,
  base: 'b'.repeat(40),
  createdAt: '2026-01-01T00:00:00.000Z',
  verdict: { level: 'safe', reasons: [] },
  overlays: [],
  untouched: 3,
  projects: [],
  findings: [],
  otherFiles: ['apps/payroll/README.md'],
};

describe('the endpoints below /plans', () => {
  const plans = {
    get: jest.fn(async (id: string) => {
      if (id !== ID) {
        throw new NotFoundError('There is no plan');
      }
      return PLAN;
    }),
    manifests: jest.fn(async () => [{ id: '/Service/a/b', after: 'x' }]),
    planFiles: jest.fn(async () => PLAN),
  };

  let hidden: Set<string>;

  beforeEach(() => {
    jest.clearAllMocks();
    hidden = new Set();
  });

  function app(
    allowed: BasicPermission[],
    service: object | null = plans,
  ): express.Express {
    const permissions = mockServices.permissions.mock({
      authorize: async asked =>
        asked.map(({ permission }) => ({
          result: allowed.some(({ name }) => name === permission.name)
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
        })),
    });
    return express()
      .use(
        createPlanRouter({
          httpAuth: mockServices.httpAuth(),
          permissions,
          plans: (service ?? undefined) as PlanService | undefined,
          drift: new DriftReader([]),
          planGuard: fakeAccess(hidden).planGuard,
        }),
      )
      .use(mockErrorHandler());
  }

  const reader = [gitopsPullRequestReadPermission];
  const creator = [gitopsPullRequestCreatePermission];
  const file = { path: 'apps/a/base/a.yaml', content: 'a: 1\n' };

  it('shows a plan and its manifests to those who may read pull requests', async () => {
    const plan = await request(app(reader)).get(`/plans/${ID}`);
    expect(plan.body).toEqual(PLAN);
    const overlay = 'apps/shop/overlays/prod';
    const manifests = await request(app(reader))
      .get(`/plans/${ID}/manifests`)
      .query({ overlay });
    expect(manifests.body.manifests).toHaveLength(1);
    expect(plans.manifests).toHaveBeenCalledWith(ID, overlay);
    const absent = await request(app(reader)).get(`/plans/${'c'.repeat(64)}`);
    expect(absent.status).toBe(404);
  });

  it('shows nothing of a plan about components that are hidden', async () => {
    hidden = new Set(['payroll']);
    const everything = app([...reader, ...creator]);
    const overlay = 'apps/shop/overlays/prod';
    for (const reply of [
      await request(everything).get(`/plans/${ID}`),
      await request(everything)
        .get(`/plans/${ID}/manifests`)
        .query({ overlay }),
      await request(everything)
        .post('/plans')
        .send({ files: [file] }),
    ]) {
      expect(reply.status).toBe(404);
      expect(reply.body.error.message).toMatch(/^There is no plan/);
      expect(reply.text).not.toContain('payroll');
    }
    expect(plans.manifests).not.toHaveBeenCalled();
  });

  it('plans files for those who may propose a change', async () => {
    const files = [file, { path: 'apps/a/b.yaml', content: null }];
    const reply = await request(app(creator)).post('/plans').send({ files });
    expect(reply.body).toEqual(PLAN);
    expect(plans.planFiles).toHaveBeenCalledWith(
      { files },
      { signal: expect.any(AbortSignal) },
    );
  });

  it.each([
    ['get', `/plans/${ID}`, creator],
    ['get', `/plans/${ID}/manifests?overlay=apps/a/overlays/b`, creator],
    ['post', '/plans', reader],
  ] as const)(
    '%s %s needs its own permission',
    async (method, path, allowed) => {
      const reply = await request(app(allowed))
        [method](path)
        .send(method === 'post' ? { files: [file] } : undefined);
      expect(reply.status).toBe(403);
      expect(plans.planFiles).not.toHaveBeenCalled();
      expect(plans.get).not.toHaveBeenCalled();
    },
  );

  it.each([
    ['no files', []],
    ['a path twice', [file, file]],
    ['an absolute path', [{ ...file, path: '/etc/passwd' }]],
    ['a path out of the tree', [{ ...file, path: 'apps/../../a' }]],
    ['git’s directory', [{ ...file, path: 'apps/.GIT /config' }]],
    ['a workflow', [{ ...file, path: '.github/workflows/a.yml' }]],
    ['a control character', [{ ...file, path: 'apps/a\nb' }]],
    ['a large file', [{ ...file, content: 'é'.repeat(MIB / 2 + 1) }]],
    [
      'too many files',
      Array.from({ length: 501 }, (_, index) => ({
        ...file,
        path: `apps/${index}`,
      })),
    ],
    [
      'too much in all',
      Array.from({ length: 11 }, (_, index) => ({
        path: `apps/${index}`,
        content: 'a'.repeat(MIB),
      })),
    ],
    ['another field', [{ ...file, mode: '120000' }]],
  ])('refuses %s', async (_what, files) => {
    const reply = await request(app(creator)).post('/plans').send({ files });
    expect(reply.status).toBe(400);
    expect(plans.planFiles).not.toHaveBeenCalled();
  });

  it('refuses ids and overlays that are none', async () => {
    for (const path of [
      '/plans/x',
      `/plans/${ID}/manifests`,
      `/plans/${ID}/manifests?overlay=`,
      `/plans/${ID}/manifests?overlay=apps/../overlays/a`,
    ]) {
      expect((await request(app(reader)).get(path)).status).toBe(400);
    }
  });

  it('reads no more than a proposal can have', async () => {
    const reply = await request(app(creator))
      .post('/plans')
      .set('content-type', 'application/json')
      .send(`{"files":"${'a'.repeat(17 * MIB)}"}`);
    expect(reply.status).toBe(413);
  });

  it('says what to set where there is no renderer', async () => {
    const reply = await request(app(reader, null)).get(`/plans/${ID}`);
    expect(reply.status).toBe(503);
    expect(reply.body.error.message).toContain('gitops.renderer.wasm');
  });
});
