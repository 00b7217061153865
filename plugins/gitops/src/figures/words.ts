import type { DoraFigures } from '@slipway/plugin-gitops-common';
import { formatDuration } from './formatDuration';

/** What is said of one figure. */
export interface FigureWords {
  /** Large; undefined if nothing was measured. */
  value?: string;
  /** What it is of, or why there is none. */
  detail: string;
  /** Height of its bar; undefined leaves a gap. */
  size?: number;
}

/** Every figure in words, of the whole time or of a period. */
export function figureWords(
  figures: DoraFigures,
): Record<keyof DoraFigures, FigureWords> {
  const { deploymentFrequency, leadTime, changeFailureRate, timeToRestore } =
    figures;
  const { deployments, perDay } = deploymentFrequency;
  const { failed, rate } = changeFailureRate;
  const { restored, open } = timeToRestore;
  return {
    deploymentFrequency: {
      value: deployments > 0 ? frequency(perDay) : 'None',
      detail: count(deployments, 'deployment'),
      size: deployments,
    },
    leadTime: {
      value: duration(leadTime.medianMs),
      detail:
        leadTime.medianMs === undefined
          ? 'No deployment of which both the commit and its health are known'
          : `Median of ${count(leadTime.measured, 'deployment')}`,
      size: leadTime.medianMs,
    },
    changeFailureRate: {
      value: rate === undefined ? undefined : `${Math.round(rate * 100)} %`,
      detail:
        rate === undefined
          ? 'No deployments'
          : `${failed} of ${count(changeFailureRate.deployments, 'deployment')}`,
      size: rate,
    },
    timeToRestore: {
      value: duration(timeToRestore.medianMs),
      detail: restoreDetail(restored, open),
      size: timeToRestore.medianMs,
    },
  };
}

function duration(milliseconds: number | undefined): string | undefined {
  return milliseconds === undefined ? undefined : formatDuration(milliseconds);
}

function restoreDetail(restored: number, open: number): string {
  if (restored === 0) {
    return open === 0 ? 'No failures' : `${count(open, 'failure')} not over`;
  }
  const of = `Median of ${count(restored, 'failure')}`;
  return open > 0 ? `${of}, ${open} more not over` : of;
}

/** In the unit in which it is at least one. */
function frequency(perDay: number): string {
  if (perDay >= 1) {
    return `${rounded(perDay)} a day`;
  }
  return perDay * 7 >= 1
    ? `${rounded(perDay * 7)} a week`
    : `${rounded(perDay * 30)} a month`;
}

function rounded(value: number): number {
  return Number(value.toFixed(value < 10 ? 1 : 0));
}

function count(amount: number, thing: string): string {
  return amount === 1 ? `1 ${thing}` : `${amount} ${thing}s`;
}
