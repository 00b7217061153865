import { type CalendarDate, parseDate } from '@internationalized/date';

/** Days in a row, as the address has them. */
export interface Days {
  /** The first and the last of them, as in `2026-11-20`. */
  from: string;
  to: string;
  /** Where they are days: a zone of the IANA, as in `Europe/Berlin`. Elsewhere they begin at other moments. */
  zone: string;
}

/** Days, and the moments between which they are; `until` is the first that is none of them. */
export interface DaysRead {
  start: CalendarDate;
  end: CalendarDate;
  from: string;
  until: string;
}

/** Days that can be looked at, or why they cannot. */
export type ReadDays =
  DaysRead | { problem: string; start?: CalendarDate; end?: CalendarDate };

/** The most days that there are figures of. */
const MOST = 366;

/** Reads days as the address has them, which anybody may have written. */
export function readDays({ from, to, zone }: Days): ReadDays {
  const [start, end] = [from, to].map(readDate);
  if (!start || !end || !isZone(zone)) {
    return {
      problem: 'The address names no days of a time zone; choose them here.',
    };
  }
  const count = end.compare(start) + 1;
  if (count < 1 || count > MOST) {
    return {
      start,
      end,
      problem:
        count < 1
          ? 'The last day is before the first.'
          : `Choose no more than ${MOST} days.`,
    };
  }
  return {
    start,
    end,
    from: start.toDate(zone).toISOString(),
    until: end.add({ days: 1 }).toDate(zone).toISOString(),
  };
}

/** Days as a sentence names them. */
export function daysWords({ start, end }: DaysRead, zone: string): string {
  return new Intl.DateTimeFormat(undefined, {
    dateStyle: 'medium',
    timeZone: zone,
  }).formatRange(start.toDate(zone), end.toDate(zone));
}

function readDate(text: string): CalendarDate | undefined {
  try {
    return parseDate(text);
  } catch {
    return undefined;
  }
}

function isZone(zone: string): boolean {
  try {
    return (
      new Intl.DateTimeFormat(undefined, { timeZone: zone }).format() !== ''
    );
  } catch {
    return false;
  }
}
