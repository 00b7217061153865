import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import { CircuitBreaker } from './CircuitBreaker';

describe('CircuitBreaker', () => {
  function setUp() {
    let now = 0;
    const breaker = new CircuitBreaker(() => now);
    const call = jest.fn<Promise<string>, []>();
    const away = new ServiceUnavailableError('away');
    return {
      call,
      away,
      pass: (ms: number) => {
        now += ms;
      },
      /** What comes of a call, and how many there were by then. */
      async run() {
        const outcome = await breaker
          .run(call)
          .catch((error: Error) => error.message);
        return [outcome, call.mock.calls.length];
      },
    };
  }

  it('spares what is down, and tries it by one call at a time', async () => {
    const { call, away, pass, run } = setUp();
    call.mockRejectedValue(away);
    expect(await run()).toEqual(['away', 1]);
    expect(await run()).toEqual(['away', 2]);
    expect(await run()).toEqual(['away', 2]);
    pass(2_000);
    expect(await Promise.all([run(), run(), run()])).toEqual(
      Array.from({ length: 3 }, () => ['away', 3]),
    );
    pass(2_000);
    expect(await run()).toEqual(['away', 3]);
    pass(2_000);
    call.mockResolvedValue('back');
    expect(await run()).toEqual(['back', 4]);
    expect(await run()).toEqual(['back', 5]);
  });

  it('never waits longer than 30 s', async () => {
    const { call, away, pass, run } = setUp();
    call.mockRejectedValue(away);
    for (let calls = 1; calls < 12; calls += 1) {
      expect(await run()).toEqual(['away', calls]);
      pass(30_000);
    }
  });

  it('takes a refusal for an answer', async () => {
    const { call, away, run } = setUp();
    call.mockRejectedValueOnce(away);
    call.mockRejectedValueOnce(new NotAllowedError('no'));
    call.mockRejectedValueOnce(away);
    call.mockResolvedValue('back');
    for (const expected of ['away', 'no', 'away', 'back']) {
      expect((await run())[0]).toBe(expected);
    }
  });
});
