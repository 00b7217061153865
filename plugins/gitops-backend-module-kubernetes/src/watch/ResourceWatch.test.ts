import { until } from '../__testUtils__/until';
import { ResourceWatch } from './ResourceWatch';
import { WATCH_TIMES } from './watchTimes';

describe('ResourceWatch', () => {
  it('does not follow what is more than may be kept, nor ask for it soon again', async () => {
    const get = jest.fn(async () => ({
      metadata: { resourceVersion: '1' },
      items: ['a', 'b', 'c'],
    }));
    const stream = jest.fn();
    const watch = new ResourceWatch<string>({
      client: { get, stream },
      path: '/api/v1/pods',
      query: {},
      max: 2,
      parse: object => ({
        namespace: 'shop-prod',
        name: String(object),
        kept: '',
      }),
      onChange: () => {},
      onFollowed: () => {},
      onAlive: () => {},
      times: { ...WATCH_TIMES, retryMs: 1, longestMs: 1 },
    });
    const end = new AbortController();
    const followed = watch.follow(end.signal);
    await until(() => get.mock.calls.length > 0);
    end.abort();
    await followed;
    expect(watch.of('shop-prod')).toBeUndefined();
    expect(get).toHaveBeenCalledTimes(1);
    expect(stream).not.toHaveBeenCalled();
  });
});
