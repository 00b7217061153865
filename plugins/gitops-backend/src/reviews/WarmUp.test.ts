import { mockServices } from '@backstage/backend-test-utils';
import { createDeferred } from '@backstage/types';
import { WarmUp } from './WarmUp';

describe('WarmUp', () => {
  const logger = mockServices.logger.mock();

  it('renders each commit once, and gives up an older one for it', async () => {
    const signals: AbortSignal[] = [];
    const over = createDeferred();
    const warmUp = jest.fn(async (_commit: string, { signal }) => {
      signals.push(signal);
      await over;
      signal.throwIfAborted();
    });
    const warm = new WarmUp({ warmUp }, logger);
    const first = warm.start('a');
    await warm.start('a');
    await warm.start(undefined);
    const second = warm.start('b');
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
    over.resolve();
    await Promise.all([first, second]);
    await warm.start('b');
    expect(warmUp.mock.calls.map(([commit]) => commit)).toEqual(['a', 'b']);
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('says why it failed, and tries again', async () => {
    const warmUp = jest.fn(async () => {
      throw new Error('git cat-file failed');
    });
    const warm = new WarmUp({ warmUp }, logger);
    await warm.start('a');
    expect(logger.warn).toHaveBeenCalledWith(
      'Overlays are not rendered ahead of plans: git cat-file failed',
    );
    await warm.start('a');
    expect(warmUp).toHaveBeenCalledTimes(2);
  });
});
