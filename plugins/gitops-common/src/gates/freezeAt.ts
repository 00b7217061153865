import { DateTime } from 'luxon';
import type { FreezeWindow } from '../environments/environments';

/** Why nothing is promoted at a moment. */
export interface Freeze {
  reason: string;
  /** When it ends; undefined if no end is in sight. */
  until?: Date;
}

interface Span {
  from: number;
  until: number;
}

type WeeklyWindow = Extract<FreezeWindow, { days: unknown }>;
type Weekday = WeeklyWindow['days'][number];

/** As Luxon counts them, Monday first. */
const WEEKDAYS: readonly Weekday[] = [
  'mon',
  'tue',
  'wed',
  'thu',
  'fri',
  'sat',
  'sun',
];

/** Windows that follow each other without a gap are one freeze; this many, and it counts as endless. */
const MOST_IN_A_ROW = 100;

/**
 * Whether a moment is within a freeze. A window holds its beginning and not its end.
 *
 * @returns undefined if promotions may go on
 */
export function freezeAt(
  windows: readonly FreezeWindow[],
  now: Date,
): Freeze | undefined {
  let until: number | undefined;
  let reason: string | undefined;
  for (let count = 0; count < MOST_IN_A_ROW; count += 1) {
    const moment = until ?? now.getTime();
    const spans = windows.flatMap(window =>
      spansAround(window, moment)
        .filter(span => span.from <= moment && moment < span.until)
        .map(span => ({ ...span, reason: window.reason })),
    );
    if (spans.length === 0) {
      return reason === undefined || until === undefined
        ? undefined
        : { reason, until: new Date(until) };
    }
    const last = spans.reduce((one, other) =>
      other.until > one.until ? other : one,
    );
    until = last.until;
    reason ??= last.reason;
  }
  return reason === undefined ? undefined : { reason };
}

/** The times of a window that a moment may lie in. */
function spansAround(window: FreezeWindow, moment: number): Span[] {
  if ('from' in window) {
    return [{ from: Date.parse(window.from), until: Date.parse(window.until) }];
  }
  const here = DateTime.fromMillis(moment, { zone: window.timeZone });
  if (!here.isValid) {
    throw new Error(
      `Freeze window "${window.reason}": ${window.timeZone} is not a time zone`,
    );
  }
  // A window is at most a day long, so it began today or yesterday.
  const noon = here.set({ hour: 12 });
  return [noon.minus({ days: 1 }), noon]
    .filter(day => window.days.includes(WEEKDAYS[day.weekday - 1]))
    .map(day => weeklySpan(window, day));
}

function weeklySpan(
  { start = '00:00', end = '00:00' }: WeeklyWindow,
  day: DateTime,
): Span {
  // Both are written with two digits, so they compare as text.
  const last = end > start ? day : day.plus({ days: 1 });
  // Where clocks are set back, a time of day comes twice: the window is the longest that is meant.
  return {
    from: Math.min(...moments(day, start)),
    until: Math.max(...moments(last, end)),
  };
}

/** A time that is skipped when clocks are set forward is as long after midnight as on any other day. */
function moments(day: DateTime, time: string): number[] {
  const [hour, minute] = time.split(':').map(Number);
  return day
    .set({ hour, minute, second: 0, millisecond: 0 })
    .getPossibleOffsets()
    .map(one => one.toMillis());
}
