import { mockServices } from '@backstage/backend-test-utils';
import type { SignalsService } from '@backstage/plugin-signals-node';
import {
  componentKey,
  gitopsSignalSchema,
} from '@slipway/plugin-gitops-common';
import { CoalescingSignals } from './CoalescingSignals';

describe('CoalescingSignals', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  function setUp(publish: SignalsService['publish'] = async () => {}) {
    const service = { publish: jest.fn(publish) };
    const logger = mockServices.logger.mock();
    const signals = new CoalescingSignals(service, logger, 250);
    const said = () =>
      service.publish.mock.calls.map(([{ channel, recipients, message }]) => {
        expect({ channel, recipients }).toEqual({
          channel: 'gitops',
          recipients: { type: 'broadcast' },
        });
        return gitopsSignalSchema.parse(message);
      });
    return { signals, said, logger };
  }

  it('says the first at once, and what follows it together', () => {
    const { signals, said } = setUp();
    signals.publish('delivery', ['shop']);
    signals.publish('delivery', ['cart']);
    signals.publish('delivery', ['cart', 'pay']);
    signals.publish('changes', ['shop']);
    const first = { topic: 'delivery', keys: [componentKey('shop')] };
    expect(said()).toEqual([first, { ...first, topic: 'changes' }]);
    jest.advanceTimersByTime(250);
    expect(said().slice(2)).toEqual([
      { topic: 'delivery', keys: [componentKey('cart'), componentKey('pay')] },
    ]);
    jest.advanceTimersByTime(1_000);
    expect(said()).toHaveLength(3);
    signals.publish('delivery', ['shop']);
    expect(said()).toHaveLength(4);
  });

  it('names no component, and none by key where it may be any', () => {
    const { signals, said } = setUp();
    const many = Array.from({ length: 101 }, (_, index) => `shop-${index}`);
    signals.publish('delivery', many);
    signals.publish('promotions', ['shop']);
    signals.publish('promotions', ['cart']);
    signals.publish('promotions');
    jest.advanceTimersByTime(250);
    expect(said()).toEqual([
      { topic: 'delivery' },
      { topic: 'promotions', keys: [componentKey('shop')] },
      { topic: 'promotions' },
    ]);
    expect(JSON.stringify(said())).not.toContain('shop');
  });

  it('does not fail where nobody can be told', async () => {
    const { signals, logger } = setUp(async () => {
      throw new Error('the bus is away');
    });
    signals.publish('delivery');
    await jest.advanceTimersByTimeAsync(0);
    expect(logger.warn).toHaveBeenCalledWith(
      'Open pages were not told: the bus is away',
    );
  });
});
