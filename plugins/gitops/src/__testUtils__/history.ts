import type {
  DoraFigures,
  FiguresResponse,
} from '@slipway/plugin-gitops-common';
import { minutesAgo } from './fixtures';

const nothing: DoraFigures = {
  deploymentFrequency: { deployments: 0, perDay: 0 },
  leadTime: { measured: 0 },
  changeFailureRate: { failed: 0, deployments: 0 },
  timeToRestore: { restored: 0, open: 0 },
};

/** An hour in which nothing was deployed. */
export const figures: FiguresResponse = {
  from: minutesAgo(60),
  until: minutesAgo(0),
  figures: nothing,
  periods: [],
};
