import type {
  DoraFigures,
  FiguresResponse,
} from '@slipway/plugin-gitops-common';

type Period = FiguresResponse['periods'][number];

/** The figures in the order in which DORA names them. */
export const FIGURES = [
  'deploymentFrequency',
  'leadTime',
  'changeFailureRate',
  'timeToRestore',
] as const satisfies readonly (keyof DoraFigures)[];

/** `3 Nov`. */
export function periodName({ from }: Pick<Period, 'from'>): string {
  return new Date(from).toLocaleDateString(undefined, {
    day: 'numeric',
    month: 'short',
  });
}
