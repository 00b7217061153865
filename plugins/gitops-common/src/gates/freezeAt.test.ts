import type { FreezeWindow } from '../environments/environments';
import { freezeAt } from './freezeAt';

function weekly(
  days: Extract<FreezeWindow, { days: unknown }>['days'],
  start?: string,
  end?: string,
  timeZone = 'UTC',
): FreezeWindow {
  return { reason: days.join(), days, start, end, timeZone };
}

const weekend = weekly(['sat', 'sun']);
const nights = weekly(['fri', 'sat'], '18:00', '08:00', 'Europe/Moscow');
const newYear: FreezeWindow = {
  reason: 'New Year',
  from: '2026-12-30T18:00:00+03:00',
  until: '2027-01-09T09:00:00Z',
};
/** Clocks go forward on 2026-03-29 at 02:00 and back on 2026-10-25 at 03:00. */
const berlin = (start: string, end: string) =>
  weekly(['sun'], start, end, 'Europe/Berlin');

// 2026-11-20 is a Friday.
it.each<[string, FreezeWindow[], string, string | undefined]>([
  ['no window', [], '2026-11-21T12:00:00Z', undefined],

  ['once: before', [newYear], '2026-12-30T14:59:59Z', undefined],
  ['once: begins', [newYear], '2026-12-30T15:00:00Z', '2027-01-09T09:00:00Z'],
  ['once: last', [newYear], '2027-01-09T08:59:59Z', '2027-01-09T09:00:00Z'],
  ['once: ended', [newYear], '2027-01-09T09:00:00Z', undefined],

  ['whole days: before', [weekend], '2026-11-20T23:59:59Z', undefined],
  [
    'whole days: until the last ends',
    [weekend],
    '2026-11-21T00:00:00Z',
    '2026-11-23T00:00:00Z',
  ],
  [
    'whole days: the week ends within it',
    [weekend],
    '2026-11-22T23:59:59Z',
    '2026-11-23T00:00:00Z',
  ],
  ['whole days: after', [weekend], '2026-11-23T00:00:00Z', undefined],

  ['over midnight: before', [nights], '2026-11-20T14:59:59Z', undefined],
  [
    'over midnight: the evening',
    [nights],
    '2026-11-20T15:00:00Z',
    '2026-11-21T05:00:00Z',
  ],
  [
    'over midnight: the morning after',
    [nights],
    '2026-11-22T04:59:59Z',
    '2026-11-22T05:00:00Z',
  ],
  [
    'over midnight: the day between',
    [nights],
    '2026-11-21T05:00:00Z',
    undefined,
  ],
  [
    'over midnight: no night of its own',
    [nights],
    '2026-11-22T22:00:00Z',
    undefined,
  ],
  [
    'over the end of the week, from Sunday to Monday',
    [weekly(['sun'], '22:00', '06:00')],
    '2026-11-23T05:59:00Z',
    '2026-11-23T06:00:00Z',
  ],
  [
    'the weekday of its zone, not of UTC',
    [weekly(['sat'], undefined, undefined, 'Asia/Tokyo')],
    '2026-11-20T15:00:00Z',
    '2026-11-21T15:00:00Z',
  ],
  [
    'a day as long as it is written: from noon to noon',
    [weekly(['fri'], '12:00', '12:00')],
    '2026-11-21T11:59:00Z',
    '2026-11-21T12:00:00Z',
  ],

  [
    'windows that overlap',
    [weekend, newYear, weekly(['wed'], '10:00', '20:00')],
    '2026-12-30T12:00:00Z',
    '2027-01-11T00:00:00Z',
  ],
  [
    'a week of windows that follow each other',
    [weekly(['mon', 'tue', 'wed', 'thu'])],
    '2026-11-23T01:00:00Z',
    '2026-11-27T00:00:00Z',
  ],

  [
    'forward: the day has 23 hours',
    [berlin('00:00', '00:00')],
    '2026-03-28T23:00:00Z',
    '2026-03-29T22:00:00Z',
  ],
  [
    'forward: before it',
    [berlin('00:00', '00:00')],
    '2026-03-28T22:59:59Z',
    undefined,
  ],
  [
    'forward: summer time holds in the evening',
    [berlin('18:00', '20:00')],
    '2026-03-29T16:00:00Z',
    '2026-03-29T18:00:00Z',
  ],
  [
    'forward: an end that the clock skips',
    [berlin('01:00', '02:30')],
    '2026-03-29T00:30:00Z',
    '2026-03-29T01:30:00Z',
  ],
  [
    'forward: a beginning that the clock skips',
    [berlin('02:30', '05:00')],
    '2026-03-29T01:30:00Z',
    '2026-03-29T03:00:00Z',
  ],
  [
    'forward: not before the skipped beginning',
    [berlin('02:30', '05:00')],
    '2026-03-29T01:29:00Z',
    undefined,
  ],
  [
    'back: the day has 25 hours',
    [berlin('00:00', '00:00')],
    '2026-10-24T22:00:00Z',
    '2026-10-25T23:00:00Z',
  ],
  [
    'back: an end that comes twice is the second',
    [berlin('01:00', '02:30')],
    '2026-10-25T00:45:00Z',
    '2026-10-25T01:30:00Z',
  ],
  [
    'back: a beginning that comes twice is the first',
    [berlin('02:30', '05:00')],
    '2026-10-25T00:30:00Z',
    '2026-10-25T04:00:00Z',
  ],
  [
    'back: over midnight into the change',
    [weekly(['sat'], '23:00', '04:00', 'Europe/Berlin')],
    '2026-10-25T02:59:00Z',
    '2026-10-25T03:00:00Z',
  ],
  [
    'a zone whose clock skips midnight itself',
    [weekly(['sun'], undefined, undefined, 'Asia/Beirut')],
    '2026-03-28T22:00:00Z',
    '2026-03-29T21:00:00Z',
  ],
])('%s', (_what, windows, now, until) => {
  expect(freezeAt(windows, new Date(now))?.until).toEqual(
    until === undefined ? undefined : new Date(until),
  );
});

it('says why: the reason of the window that lasts longest', () => {
  const now = new Date('2026-12-30T16:00:00Z');
  expect(freezeAt([weekly(['wed']), newYear], now)?.reason).toBe('New Year');
});

it('promises no end where windows leave no gap', () => {
  const always = weekly(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);
  expect(freezeAt([always], new Date('2026-11-20T00:00:00Z'))).toEqual({
    reason: always.reason,
  });
});

it('does not take a zone that it does not know for the end of a freeze', () => {
  expect(() =>
    freezeAt([weekly(['sat'], undefined, undefined, 'Mars/Base')], new Date(0)),
  ).toThrow('Mars/Base is not a time zone');
});
