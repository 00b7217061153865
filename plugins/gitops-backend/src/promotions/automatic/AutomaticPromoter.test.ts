import { TestDatabases } from '@backstage/backend-test-utils';
import type { ReportedRelease } from '@slipway/plugin-gitops-common';
import { applyMigrations } from '../../database/applyMigrations';
import { ReleaseStore } from '../../releases/ReleaseStore';
import { PromotionPortal } from '../__testUtils__/promotionPortal';
import { PromotionService } from '../request/PromotionService';
import { RequestResolver } from '../request/RequestResolver';
import { AutomaticPromoter } from './AutomaticPromoter';
import { NewReleases } from './NewReleases';

jest.setTimeout(60_000);

const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18', 'POSTGRES_16'],
  disableDocker: true,
});

const JOB = 'repo:acme/shop:ref:refs/heads/main';

function releaseOf(component: string, version: string): ReportedRelease {
  return {
    component,
    version,
    images: [{ name: `ghcr.io/acme/${component}`, tag: version }],
    digest: 'unverified',
    source: { repository: `acme/${component}`, commit: 'a'.repeat(40) },
    createdAt: '2026-11-20T10:00:00.000Z',
    reportedBy: JOB,
  };
}

describe.each(databases.eachSupportedId())('new releases with %s', id => {
  let portal: PromotionPortal;
  let releases: ReleaseStore;
  let promoter: AutomaticPromoter;

  beforeEach(async () => {
    const knex = await databases.init(id);
    await applyMigrations({ getClient: async () => knex });
    portal = await PromotionPortal.start(knex, ['shop']);
    releases = new ReleaseStore(knex);
    const changes = { ofOverlay: async () => [] };
    promoter = new AutomaticPromoter({
      ...portal,
      releases: new NewReleases(knex),
      service: new PromotionService({
        ...portal,
        resolver: new RequestResolver({ ...portal, releases, changes }),
        changes,
        planner: undefined,
        onChange: () => {},
      }),
    });
  });
  afterEach(() => portal?.stop());

  async function report(version: string, component: string = 'shop') {
    await releases.record({
      release: releaseOf(component, version),
      repositoryId: '1',
      runId: version,
      fingerprint: version,
      token: { jti: `${component}${version}`, expiresAt: new Date() },
    });
  }
  const asked = async () =>
    (await portal.store.list({ limit: 9 })).stored.map(
      ({ promotion }) =>
        `${promotion.parts[0].to} to ${promotion.environment} by ${promotion.requestedBy}, ${promotion.state}`,
    );

  it('asks for each where every release goes, and for none twice or back', async () => {
    await report('1.6.0');
    await report('1.0.1');
    await report('1.0.0', 'unknown');
    await Promise.all([promoter.work(), promoter.work()]);
    expect(await asked()).toEqual([`1.6.0 to dev by ${JOB}, requested`]);
    await report('1.7.0');
    await promoter.work();
    expect(await asked()).toEqual([
      `1.7.0 to dev by ${JOB}, requested`,
      `1.6.0 to dev by ${JOB}, superseded`,
    ]);
    await portal.replica().work();
    expect((await asked())[0]).toContain('merged');
    await promoter.work();
    expect(await asked()).toHaveLength(2);
  });
});
