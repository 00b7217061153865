import type { CellState } from '@slipway/plugin-gitops-common';
import { ToneLabel } from '../ToneLabel';
import { STATES } from './states';

/** Props of {@link StateLabel}. */
export interface StateLabelProps {
  state: CellState;
  /** Hides the word from sight, for places where it is said close by. */
  compact?: boolean;
}

/** The state of an Application as colour, shape and word. */
export const StateLabel = ({ state, compact }: StateLabelProps) => (
  <ToneLabel {...STATES[state]} state={state} compact={compact} />
);
