import {
  componentKey,
  GITOPS_SIGNAL_CHANNEL,
} from '@slipway/plugin-gitops-common';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { SignalListener } from './SignalListener';

/** A page that looks at some queries, and the signals that reach it. */
function makePage(keys: unknown[][]) {
  const client = new QueryClient();
  const reads: string[] = [];
  const observers = keys.map(queryKey =>
    new QueryObserver(client, {
      queryKey,
      queryFn: async () => reads.push(JSON.stringify(queryKey)),
    }).subscribe(() => undefined),
  );
  const callbacks = new Set<(message: never) => void>();
  const signals = {
    subscribe: jest.fn((_: string, callback: (message: never) => void) => {
      callbacks.add(callback);
      return { unsubscribe: () => callbacks.delete(callback) };
    }),
  };
  const say = (message: unknown) =>
    callbacks.forEach(callback => callback(message as never));
  const close = () => observers.forEach(stop => stop());
  return { listener: new SignalListener(client), signals, reads, say, close };
}

describe('SignalListener', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('reads again what a topic is about, of the components that it names', async () => {
    const { listener, signals, reads, say, close } = makePage([
      ['delivery', 'shop'],
      ['delivery', 'cart'],
      ['cell', 'shop', 'prod', 'vk'],
      ['changes', { component: 'shop' }],
      ['board', { text: 'shop' }],
      ['environments'],
    ]);
    await jest.advanceTimersByTimeAsync(0);
    reads.length = 0;
    const stop = listener.listen(signals);
    expect(signals.subscribe.mock.lastCall?.[0]).toBe(GITOPS_SIGNAL_CHANNEL);

    say({ topic: 'delivery', keys: [componentKey('shop')] });
    await jest.advanceTimersByTimeAsync(0);
    expect(reads).toEqual([
      '["delivery","shop"]',
      '["cell","shop","prod","vk"]',
      '["board",{"text":"shop"}]',
    ]);

    reads.length = 0;
    say({ topic: 'of-tomorrow' });
    say({ topic: 'changes' });
    await jest.advanceTimersByTimeAsync(1_000);
    expect(reads).toEqual([
      '["cell","shop","prod","vk"]',
      '["changes",{"component":"shop"}]',
    ]);
    stop();
    close();
  });

  it('acts on the first signal at once, and on a storm of them together', async () => {
    const { listener, signals, reads, say, close } = makePage([
      ['delivery', 'shop'],
    ]);
    await jest.advanceTimersByTimeAsync(0);
    reads.length = 0;
    const stop = listener.listen(signals);
    for (let count = 0; count < 50; count += 1) {
      say({ topic: 'delivery' });
    }
    await jest.advanceTimersByTimeAsync(0);
    expect(reads).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(reads).toHaveLength(2);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(reads).toHaveLength(2);
    stop();
    close();
  });

  it('subscribes once however many parts of a page listen, and leaves with the last', async () => {
    const { listener, signals, reads, say, close } = makePage([
      ['delivery', 'shop'],
    ]);
    const [first, second] = [
      listener.listen(signals),
      listener.listen(signals),
    ];
    expect(signals.subscribe).toHaveBeenCalledTimes(1);
    first();
    first();
    await jest.advanceTimersByTimeAsync(0);
    reads.length = 0;
    say({ topic: 'delivery' });
    await jest.advanceTimersByTimeAsync(0);
    expect(reads).toHaveLength(1);
    second();
    say({ topic: 'delivery' });
    await jest.advanceTimersByTimeAsync(2_000);
    expect(reads).toHaveLength(1);
    close();
  });
});
