import {
  doraFigures,
  type FiguresResponse,
  type VersionChange,
} from '@slipway/plugin-gitops-common';

const DAY_MS = 24 * 60 * 60_000;

/** How long the bars of figures are. */
export type FiguresPeriod = 'day' | 'week';

/**
 * DORA's figures of a time, and of its days or weeks. Bars end at midnight in UTC, so that they stay where they are
 * when the time moves on; the first and the last may be shorter.
 *
 * @param changes - of the time, and after it, because what came later tells how failures ended
 */
export function figuresOf(
  changes: readonly VersionChange[],
  window: { from: Date; until: Date; period: FiguresPeriod; now: Date },
): FiguresResponse {
  const within = (from: Date, until: Date) => ({
    from: from.toISOString(),
    until: until.toISOString(),
    figures: doraFigures(changes, { from, until, now: window.now }),
  });
  const { from, until } = window;
  const step = (window.period === 'week' ? 7 : 1) * DAY_MS;
  const periods: FiguresResponse['periods'] = [];
  let end = until;
  // From the end, so that the newest bar of weeks is not a torso.
  for (
    let start = new Date(midnightBefore(until).getTime() + DAY_MS - step);
    end > from;
    start = new Date(start.getTime() - step)
  ) {
    periods.unshift(within(start > from ? start : from, end));
    end = start;
  }
  return { ...within(from, until), periods };
}

/** The midnight that a moment's day begins with; of a moment at midnight, the day before. */
function midnightBefore(moment: Date): Date {
  return new Date(Math.floor((moment.getTime() - 1) / DAY_MS) * DAY_MS);
}
