import { mockServices } from '@backstage/backend-test-utils';
import type { Promotion } from '@slipway/plugin-gitops-common';
import { snapshotOf } from '../../testing/snapshotOf';
import { part, promotion } from '../__testUtils__/promotion';
import { PromotionTeller } from './PromotionTeller';

function setUp() {
  const sent = jest.fn(async (_notification: object) => {});
  const published = jest.fn();
  const auditor = mockServices.auditor.mock();
  auditor.createEvent.mockResolvedValue({
    success: jest.fn(),
    fail: jest.fn(),
  });
  const logger = mockServices.logger.mock();
  const teller = new PromotionTeller({
    auditor,
    index: { snapshot: snapshotOf({ shop: 'team-shop', cart: 'team-cart' }) },
    logger,
    notifications: { send: sent },
    signals: { publish: published },
    pageOf: ({ id }) => `https://portal.example.com/${id}`,
  });
  const reach = async (facts: Partial<Promotion>) => {
    teller.reached(promotion(facts));
    await new Promise(setImmediate);
  };
  return { teller, reach, sent, published, auditor, logger };
}

it('tells the owners of all that it brings what waits, failed, or was rolled back, one word a promotion', async () => {
  const { reach, sent, published, auditor } = setUp();
  const parts = [part('shop'), part('cart')];
  await reach({ kind: 'train', parts, state: 'pull-request-open' });
  expect(sent).toHaveBeenCalledWith({
    recipients: {
      type: 'entity',
      entityRef: ['group:default/team-shop', 'group:default/team-cart'],
    },
    payload: {
      title: 'Waits for a review: Promote shop and cart to prod',
      description: undefined,
      link: 'https://portal.example.com/p1',
      severity: 'normal',
      topic: 'gitops',
      scope: 'promotion:p1',
    },
  });
  expect(published).toHaveBeenCalledWith('promotions', ['shop', 'cart']);
  const message = 'shop-prod runs badly on vk';
  const at = '2026-11-20T10:00:00.000Z';
  const history = [{ state: 'failed' as const, at, message }];
  await reach({ state: 'failed', history });
  await reach({ kind: 'rollback', state: 'merged' });
  expect(sent.mock.calls.slice(1)).toMatchObject([
    [
      {
        payload: {
          title: 'Failed: Promote shop 1.4.2 → 1.5.0 to prod',
          description: message,
          severity: 'high',
        },
      },
    ],
    [{ payload: { title: 'Merged: Roll back shop 1.4.2 → 1.5.0 in prod' } }],
  ]);
  expect(auditor.createEvent).toHaveBeenCalledTimes(3);
});

it('leaves a trace of whose word opened a gate', async () => {
  const { teller, auditor, sent } = setUp();
  teller.overrode(promotion(), {
    gate: 'freeze',
    state: 'open',
    message: 'Open in the freeze "Friday": It is a hotfix, says anna',
    exception: { reason: 'It is a hotfix, says anna', by: 'anna' },
  });
  await new Promise(setImmediate);
  expect(auditor.createEvent).toHaveBeenCalledWith({
    eventId: 'promotion-override',
    severityLevel: 'medium',
    meta: expect.objectContaining({
      id: 'p1',
      gate: 'freeze',
      by: 'anna',
      reason: 'It is a hotfix, says anna',
      releases: ['shop 1.5.0'],
    }),
  });
  expect(sent).not.toHaveBeenCalled();
});

it('is no noise, and no trouble where nobody can be told', async () => {
  const { reach, sent, logger } = setUp();
  for (const state of ['branch', 'committed', 'merged', 'healthy'] as const) {
    await reach({ state });
  }
  await reach({ state: 'failed', parts: [part('unknown')] });
  expect(sent).not.toHaveBeenCalled();
  sent.mockRejectedValue(new Error('away'));
  await reach({ state: 'failed' });
  expect(logger.warn).toHaveBeenCalledTimes(1);
});
