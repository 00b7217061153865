import type { HealthStatus } from '@slipway/plugin-gitops-common';
import {
  RiAlertFill,
  RiCheckboxCircleFill,
  RiGhostLine,
  RiPauseCircleLine,
  RiProgress4Line,
  RiQuestionLine,
} from '@remixicon/react';
import { ToneLabel, type Appearance } from '../ToneLabel';

const HEALTH: Readonly<Record<HealthStatus, Appearance>> = {
  Degraded: { word: 'Degraded', tone: 'negative', Shape: RiAlertFill },
  Missing: { word: 'Missing', tone: 'warning', Shape: RiGhostLine },
  Unknown: { word: 'Unknown', tone: 'warning', Shape: RiQuestionLine },
  Progressing: { word: 'Progressing', tone: 'info', Shape: RiProgress4Line },
  Suspended: { word: 'Suspended', tone: 'quiet', Shape: RiPauseCircleLine },
  Healthy: { word: 'Healthy', tone: 'positive', Shape: RiCheckboxCircleFill },
};

/** Props of {@link HealthLabel}. */
export interface HealthLabelProps {
  health: HealthStatus;
  /** Hides the word from sight, for lists in which it is said often. */
  compact?: boolean;
}

/** Argo CD's health of an object as colour, shape and word. */
export const HealthLabel = ({ health, compact }: HealthLabelProps) => (
  <ToneLabel {...HEALTH[health]} state={health} compact={compact} />
);
