import { TestDatabases } from '@backstage/backend-test-utils';
import { applyMigrations } from '../../database/applyMigrations';
import { PromotionPortal } from '../__testUtils__/promotionPortal';
import type { PromotionEngine } from './PromotionEngine';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const ENVIRONMENTS = `apiVersion: slipway.dev/v1alpha1
kind: Environments
environments:
  - name: prod
    clusters: [yc, vk]
    freezeWindows: [{ reason: Friday, days: [fri] }]
clusters:
  - name: yc
  - name: vk
`;

describe('the label of a hotfix in a freeze', () => {
  let portal: PromotionPortal;
  let engine: PromotionEngine;

  beforeEach(async () => {
    const knex = await databases.init('SQLITE_3');
    await applyMigrations({ getClient: async () => knex });
    portal = await PromotionPortal.start(knex, ['shop']);
    await portal.fixture.commit({ 'environments.yaml': ENVIRONMENTS });
    await portal.index.refresh();
    portal.overriders.add('anna');
    engine = portal.replica();
  });
  afterEach(() => portal?.stop());

  /** A webhook tells of the label, and the gates are decided anew. */
  async function label(by: string, isSet: boolean) {
    portal.forge.label(1, by, isSet);
    await engine.look();
    await engine.work();
    const { gates } = (await portal.get('p1')).progress;
    const said = portal.forge.statuses.at(-1);
    expect(said).toMatchObject({
      context: 'slipway/gates',
      commit: portal.forge.pulls[0].head,
    });
    return {
      freeze: gates.find(({ gate }) => gate === 'freeze'),
      status: said?.state,
    };
  }

  it('opens it if set by somebody who may override gates, until anybody takes it away', async () => {
    await portal.request('shop', 'p1');
    await engine.work();
    expect(await label('boris', true)).toMatchObject({
      status: 'pending',
      freeze: {
        state: 'waiting',
        message:
          'Waits for the end of the freeze: Friday; the label hotfix of boris counts for nothing, who may not override gates',
      },
    });
    expect(await label('anna', true)).toMatchObject({
      status: 'success',
      freeze: { state: 'open', exception: { by: 'anna' } },
    });
    expect(portal.forge.pulls[0].body).toContain('says anna');
    await engine.look();
    await engine.work();
    expect(portal.overrides).toEqual(['freeze of p1 by anna']);
    expect(await label('boris', false)).toMatchObject({
      status: 'pending',
      freeze: {
        state: 'waiting',
        message: 'Waits for the end of the freeze: Friday',
      },
    });
  });

  it('makes no hotfix of what was asked for as one once somebody takes it away', async () => {
    await portal.request('shop', 'p1', { hotfix: true });
    await engine.work();
    const [{ number }] = portal.forge.pulls;
    const author = (await portal.forge.readPullRequest(number))?.author ?? '';
    expect(await label(author, true)).toMatchObject({
      status: 'success',
      freeze: { state: 'open' },
    });
    expect(await label('boris', false)).toMatchObject({
      status: 'pending',
      freeze: {
        state: 'waiting',
        message: expect.stringContaining('boris took the label hotfix away'),
      },
    });
  });
});
