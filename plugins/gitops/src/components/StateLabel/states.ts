import type { CellState } from '@slipway/plugin-gitops-common';
import {
  RiAlertFill,
  RiArrowLeftRightLine,
  RiCheckboxCircleFill,
  RiLinkUnlinkM,
  RiLockFill,
  RiProgress4Line,
  RiQuestionLine,
  RiSubtractLine,
  RiTimeLine,
} from '@remixicon/react';
import type { Appearance } from '../ToneLabel';

/** States from the one to look at first to the one to look at last. */
export const STATES: Readonly<Record<CellState, Appearance>> = {
  degraded: { word: 'Degraded', tone: 'negative', Shape: RiAlertFill },
  drifted: { word: 'Drifted', tone: 'warning', Shape: RiArrowLeftRightLine },
  unreachable: { word: 'Unreachable', tone: 'warning', Shape: RiLinkUnlinkM },
  forbidden: { word: 'Forbidden', tone: 'warning', Shape: RiLockFill },
  stale: { word: 'Stale', tone: 'warning', Shape: RiTimeLine },
  unknown: { word: 'Unknown', tone: 'warning', Shape: RiQuestionLine },
  progressing: { word: 'Progressing', tone: 'info', Shape: RiProgress4Line },
  'not-deployed': {
    word: 'Not deployed',
    tone: 'quiet',
    Shape: RiSubtractLine,
  },
  synced: { word: 'Synced', tone: 'positive', Shape: RiCheckboxCircleFill },
};

/** States whose values are of earlier, so that their age counts from when they were last seen. */
const NOT_CURRENT: readonly CellState[] = ['unreachable', 'forbidden', 'stale'];

/** Whether what is known of a cell in a state is of now. */
export function isCurrent(state: CellState): boolean {
  return !NOT_CURRENT.includes(state);
}

const SEVERITY = Object.keys(STATES);

/** Orders states, the one to look at first before the others. */
export function bySeverity(a: CellState, b: CellState): number {
  return SEVERITY.indexOf(a) - SEVERITY.indexOf(b);
}

/** The state to look at first, or undefined if there is none. */
export function worstState(
  states: readonly CellState[],
): CellState | undefined {
  return [...states].sort(bySeverity)[0];
}
