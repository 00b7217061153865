import type {
  PullRequestCheck,
  ReviewSummary,
} from '@slipway/plugin-gitops-common';
import {
  RiCheckLine,
  RiCloseLine,
  RiLoader2Line,
  RiSubtractLine,
} from '@remixicon/react';
import { ToneLabel, type Appearance } from '../ToneLabel';

/** Of all checks together, or of one. */
export type ChecksState = ReviewSummary['checks'] | PullRequestCheck['state'];

const ALL: Readonly<Record<ChecksState, Appearance>> = {
  failure: { word: 'Checks failed', tone: 'negative', Shape: RiCloseLine },
  pending: { word: 'Checks run', tone: 'info', Shape: RiLoader2Line },
  success: { word: 'Checks passed', tone: 'positive', Shape: RiCheckLine },
  none: { word: 'No checks', tone: 'quiet', Shape: RiSubtractLine },
};

const ONE: Readonly<Record<ChecksState, string>> = {
  failure: 'Failed',
  pending: 'Running',
  success: 'Passed',
  none: 'Not reported',
};

/** Props of {@link ChecksLabel}. */
export interface ChecksLabelProps {
  checks: ChecksState;
  /** Speaks of one check, whose name is close by. */
  one?: boolean;
}

/** How checks fare, as colour, shape and word. */
export const ChecksLabel = ({ checks, one = false }: ChecksLabelProps) => (
  <ToneLabel
    {...ALL[checks]}
    word={one ? ONE[checks] : ALL[checks].word}
    state={checks}
  />
);
