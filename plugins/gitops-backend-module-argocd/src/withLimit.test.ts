import { withLimit } from './withLimit';

describe('withLimit', () => {
  const deaf = () => new Promise<never>(() => {});

  it('ends a call that does not listen, after the time and with the signal', async () => {
    const { signal } = new AbortController();
    await expect(withLimit({ signal, timeoutMs: 20 }, deaf)).rejects.toThrow(
      '20 ms are over',
    );
    const stop = new AbortController();
    const call = withLimit({ signal: stop.signal, timeoutMs: 60_000 }, deaf);
    stop.abort(new Error('enough'));
    await expect(call).rejects.toThrow('enough');
    const late = withLimit({ signal: stop.signal, timeoutMs: 60_000 }, deaf);
    await expect(late).rejects.toThrow('enough');
  });

  it('tells a call that listens', async () => {
    const { signal } = new AbortController();
    const heard = jest.fn();
    const call = withLimit(
      { signal, timeoutMs: 20 },
      given =>
        new Promise<never>((_resolve, reject) => {
          given.addEventListener('abort', () => {
            heard();
            reject(given.reason);
          });
        }),
    );
    await expect(call).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(heard).toHaveBeenCalledTimes(1);
  });

  it('passes on what comes in time', async () => {
    const { signal } = new AbortController();
    await expect(
      withLimit({ signal, timeoutMs: 60_000 }, async () => 'done'),
    ).resolves.toBe('done');
  });
});
