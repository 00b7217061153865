import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  comparisonResponseSchema,
  type ReportedRelease,
} from '@slipway/plugin-gitops-common';
import express from 'express';
import request from 'supertest';
import { applyMigrations } from '../database/applyMigrations';
import { ReleaseStore } from '../releases/ReleaseStore';
import { fakeAccess } from '../__testUtils__/fakeAccess';
import { snapshotOf } from '../testing/snapshotOf';
import { ComparePages } from './ComparePages';
import { createComparisonRouter } from './comparisonRouter';

jest.setTimeout(60_000);

const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18', 'POSTGRES_16'],
  disableDocker: true,
});
const overlay = (name: string, tag: string) => ({
  name,
  images: [{ name: 'app', newName: 'ghcr.io/acme/app', newTag: tag }],
});
const index = {
  snapshot: snapshotOf({ shop: 'a', payroll: 'b' }, [
    overlay('dev', '1.5.0'),
    overlay('prod', '1.4.2'),
    overlay('prod-vk', '1.5.0'),
  ]),
};

function reported(version: string, digit: string): ReportedRelease {
  return {
    component: 'shop',
    version,
    images: [{ name: 'ghcr.io/acme/app', tag: version }],
    source: { repository: 'acme/shop', commit: digit.repeat(40) },
    createdAt: '2026-11-20T10:00:00Z',
    reportedBy: 'repo:acme/shop',
    digest: 'unverified',
  };
}

describe.each(databases.eachSupportedId())('GET /comparison on %s', id => {
  async function start(hidden: string[] = []) {
    const knex = await databases.init(id);
    await applyMigrations({ getClient: async () => knex });
    const releases = new ReleaseStore(knex);
    for (const release of [reported('1.4.2', 'a'), reported('1.5.0', 'b')]) {
      await releases.record({
        release,
        repositoryId: '1',
        runId: '1',
        fingerprint: release.version,
        token: { jti: release.version, expiresAt: new Date() },
      });
    }
    const app = express()
      .use(
        createComparisonRouter({
          ...fakeAccess(new Set(hidden), index),
          httpAuth: mockServices.httpAuth(),
          permissions: mockServices.permissions({
            result: AuthorizeResult.ALLOW,
          }),
          index,
          pages: new ComparePages(releases, 'https://forge.example.com'),
        }),
      )
      .use(mockErrorHandler());
    return (query: string) =>
      request(app)
        .get(`/comparison?${query}`)
        .set('authorization', mockCredentials.user.header());
  }

  it('says what a promotion would bring, and where to see its commits', async () => {
    const get = await start();
    const { body } = await get('source=dev&target=prod').expect(200);
    const differences = ['payroll', 'shop'].map(component =>
      expect.objectContaining({
        component,
        overlay: `apps/${component}/overlays/prod`,
        clusters: ['yc'],
        from: '1.4.2',
        to: '1.5.0',
        step: 'upgrade',
      }),
    );
    const comparison = comparisonResponseSchema.parse(body);
    expect(comparison).toEqual({
      source: 'dev',
      target: 'prod',
      differences,
      same: [],
      missingInTarget: [],
      missingInSource: [],
      ambiguous: [],
    });
    expect(comparison.differences.map(one => one.compareUrl)).toEqual([
      undefined,
      `https://forge.example.com/acme/shop/compare/${'a'.repeat(40)}...${'b'.repeat(40)}`,
    ]);
    const one = await get('source=dev&target=prod&component=shop');
    expect(one.body.differences).toHaveLength(1);
    const none = await get('source=dev&target=prod&owner=group:default/c');
    expect(none.body.differences).toHaveLength(0);
    const back = await get('source=prod&target=dev');
    expect(back.body.ambiguous).toEqual(['payroll', 'shop']);
  });

  it('leaves hidden components out', async () => {
    const get = await start(['payroll']);
    const { text } = await get('source=dev&target=prod');
    expect(text).toContain('shop');
    expect(text).not.toContain('payroll');
  });

  it('says what to compare where that makes no sense', async () => {
    const get = await start();
    for (const query of ['source=dev&target=dev', 'source=dev&target=qa']) {
      const { body } = await get(query).expect(400);
      expect(body.error.message).toContain('dev, prod');
    }
    await get('source=dev').expect(400);
  });
});
