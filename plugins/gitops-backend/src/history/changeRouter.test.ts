import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  changesResponseSchema,
  figuresResponseSchema,
} from '@slipway/plugin-gitops-common';
import express from 'express';
import request from 'supertest';
import { applyMigrations } from '../database/applyMigrations';
import { fakeAccess } from '../__testUtils__/fakeAccess';
import { snapshotOf } from '../testing/snapshotOf';
import { versionChange } from '../testing/versionChange';
import { createChangeRouter } from './changeRouter';
import { ChangeStore } from './store/ChangeStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18', 'POSTGRES_16'],
  disableDocker: true,
});
const commit = (index: number) => String(index).padStart(40, '0');
const at = (day: number) => new Date(Date.UTC(2026, 10, day, 12)).toISOString();

describe.each(databases.eachSupportedId())('the log over HTTP on %s', id => {
  async function start(hidden = new Set<string>()) {
    const knex = await databases.init(id);
    await applyMigrations({ getClient: async () => knex });
    const store = new ChangeStore(knex, {
      repository: 'https://forge.example.com/acme/infra',
      branch: 'main',
    });
    const healthy = (time: string) => ({ yc: { healthyAt: time } });
    const changes = [
      versionChange({ at: at(1), commit: commit(1), component: 'gone' }),
      versionChange({ at: at(18), commit: commit(2), to: '1.5.0' }),
      versionChange({ at: at(18), commit: commit(2), environment: 'dev' }),
      versionChange({ at: at(19), commit: commit(3), component: 'payroll' }),
      versionChange({
        at: at(20),
        commit: commit(4),
        kind: 'rollback',
        clusters: ['yc'],
      }),
    ];
    await store.advance(undefined, commit(4), changes);
    for (const { seq, change } of await store.unsettled(new Date(0))) {
      await store.addResult(seq, 'yc', healthy(change.at).yc);
    }
    const index = { snapshot: snapshotOf({ shop: 'a', payroll: 'b' }) };
    const app = express()
      .use(
        createChangeRouter({
          ...fakeAccess(hidden, index),
          httpAuth: mockServices.httpAuth(),
          permissions: mockServices.permissions({
            result: AuthorizeResult.ALLOW,
          }),
          store,
          now: () => new Date(at(21)),
        }),
      )
      .use(mockErrorHandler());
    const get = (path: string, header = mockCredentials.user.header()) =>
      request(app).get(path).set('authorization', header);
    const shown = async (path: string, header?: string) => {
      const { body } = await get(path, header).expect(200);
      const { changes: page, next } = changesResponseSchema.parse(body);
      return {
        next,
        of: page.map(one => `${one.component} ${one.environment}`),
      };
    };
    return { get, shown };
  }

  it('shows what is asked for, the newest first, page by page', async () => {
    const { get, shown } = await start();
    expect((await shown('/changes')).of).toEqual([
      'shop prod',
      'payroll prod',
      'shop dev',
      'shop prod',
    ]);
    const first = await shown('/changes?limit=3');
    const rest = await shown(`/changes?limit=3&cursor=${first.next}`);
    expect([...first.of, ...rest.of]).toEqual((await shown('/changes')).of);
    expect(rest.next).toBeUndefined();
    for (const [query, count] of [
      ['component=shop', 3],
      ['component=shop&environment=prod', 2],
      ['kind=rollback', 1],
      ['cluster=vk', 3],
      [`from=${at(19)}`, 2],
      [`until=${at(19)}`, 2],
      ['component=unknown', 0],
      ['owner=group:default/none', 0],
      ['owner=group:default/none,group:default/b', 1],
      ['owner=GROUP:default/b', 1],
      [`from=2026-11-19T23:30:00%2B11:30&until=2026-11-19T13:00:00Z`, 1],
    ] as const) {
      expect([query, (await shown(`/changes?${query}`)).of.length]).toEqual([
        query,
        count,
      ]);
    }
    for (const query of [
      'cursor=x',
      'limit=0',
      'limit=201',
      'kind=magic',
      'component=../x',
      'from=yesterday',
      'from=2026-11-19T12:00:00',
      `from=${at(19)}&until=${at(19)}`,
      `from=${at(20)}&until=${at(19)}`,
    ]) {
      await get(`/changes?${query}`).expect(400);
    }
  });

  it('neither names nor counts hidden components, and shows services what is gone', async () => {
    const { get, shown } = await start(new Set(['payroll']));
    const { text } = await get('/changes').expect(200);
    expect(text).not.toContain('payroll');
    expect((await shown('/changes?component=payroll')).of).toEqual([]);
    const hidden = `${commit(3)}:apps/payroll/overlays/prod`;
    await get(`/changes?cursor=${hidden}`).expect(400);
    const figures = await get('/changes/figures').expect(200);
    expect(figures.body.figures.deploymentFrequency.deployments).toBe(2);
    const service = mockCredentials.service.header();
    expect((await shown('/changes', service)).of).toEqual([
      'shop prod',
      'payroll prod',
      'shop dev',
      'shop prod',
      'gone prod',
    ]);
  });

  it('works out figures of a time and of its bars', async () => {
    const { get } = await start();
    const figures = async (query: string) =>
      figuresResponseSchema.parse(
        (await get(`/changes/figures?${query}`).expect(200)).body,
      );
    const all = await figures('component=shop');
    expect([all.from, all.until]).toEqual(['2026-10-22T12:00:00.000Z', at(21)]);
    expect(all.figures).toMatchObject({
      deploymentFrequency: { deployments: 2, perDay: 2 / 30 },
      // The rollback says that the promotion before it failed.
      changeFailureRate: { failed: 1, deployments: 2, rate: 0.5 },
    });
    expect(all.periods).toHaveLength(31);
    expect(all.periods.at(-1)).toMatchObject({
      from: '2026-11-21T00:00:00.000Z',
      until: at(21),
    });
    const weeks = await figures(
      `from=${at(1)}&until=2026-11-19T00:00:00Z&period=week&component=shop`,
    );
    expect(
      weeks.periods.map(one => [
        one.from.slice(5, 10),
        one.figures.deploymentFrequency.deployments,
      ]),
    ).toEqual([
      ['11-01', 0],
      ['11-05', 0],
      ['11-12', 2],
    ]);
    // What came after the time tells how it ended.
    expect(weeks.figures.changeFailureRate.failed).toBe(1);
    await get(`/changes/figures?from=${at(19)}&until=${at(18)}`).expect(400);
    await get('/changes/figures?from=2020-01-01T00:00:00Z').expect(400);
  });
});
