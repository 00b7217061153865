import { readDays } from './days';

describe('readDays', () => {
  it.each([
    ['UTC', '2026-11-01T00:00:00.000Z', '2026-11-04T00:00:00.000Z'],
    ['Europe/Berlin', '2026-10-31T23:00:00.000Z', '2026-11-03T23:00:00.000Z'],
    // Its clocks go back in the night to 1 November, at two.
    [
      'America/New_York',
      '2026-11-01T04:00:00.000Z',
      '2026-11-04T05:00:00.000Z',
    ],
    ['Asia/Kolkata', '2026-10-31T18:30:00.000Z', '2026-11-03T18:30:00.000Z'],
  ])('knows when days begin and end in %s', (zone, from, until) => {
    expect(
      readDays({ from: '2026-11-01', to: '2026-11-03', zone }),
    ).toMatchObject({ from, until });
  });

  it('takes a single day, and a year', () => {
    const zone = 'UTC';
    for (const [from, to] of [
      ['2026-11-01', '2026-11-01'],
      ['2024-01-01', '2024-12-31'],
    ]) {
      expect(readDays({ from, to, zone })).not.toHaveProperty('problem');
    }
  });

  it.each([
    ['nothing', '', '', 'UTC', 'no days'],
    ['no days', '2026-02-30', '2026-03-01', 'UTC', 'no days'],
    ['a moment', '2026-11-01T10:00:00Z', '2026-11-02', 'UTC', 'no days'],
    ['no zone', '2026-11-01', '2026-11-02', '', 'no days'],
    ['an unknown zone', '2026-11-01', '2026-11-02', 'Mars/Base', 'no days'],
    ['the last first', '2026-11-02', '2026-11-01', 'UTC', 'before the first'],
    ['too many', '2025-01-01', '2026-11-01', 'UTC', 'more than 366'],
  ])('says what is wrong with %s', (_what, from, to, zone, words) => {
    expect(readDays({ from, to, zone })).toMatchObject({
      problem: expect.stringContaining(words),
    });
  });
});
