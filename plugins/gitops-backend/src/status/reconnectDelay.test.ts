import { reconnectDelay } from './reconnectDelay';

describe('reconnectDelay', () => {
  const down = (failures: number, random: number) =>
    reconnectDelay({ answered: false, lastedMs: 5, failures }, random);

  it('asks what is down less and less, but never gives it up', () => {
    expect([0, 1, 2, 3, 4, 5, 50].map(one => down(one, 1))).toEqual([
      500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000,
    ]);
    expect(down(50, 0)).toBe(7_500);
  });

  it('takes a good connection up again at once, and a short one soon', () => {
    const good = { answered: true, lastedMs: 60_000, failures: 0 };
    expect(reconnectDelay(good, 1)).toBe(250);
    expect(reconnectDelay({ ...good, lastedMs: 100 }, 1)).toBe(2_000);
  });
});
