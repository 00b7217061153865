import {
  RiAlertFill,
  RiCheckboxCircleFill,
  RiHeartPulseLine,
  RiMoreFill,
} from '@remixicon/react';
import { ToneLabel, type Appearance } from '../ToneLabel';
import type { ChangeOutcome } from './changeResult';

const OUTCOMES: Readonly<Record<ChangeOutcome, Appearance>> = {
  failed: { word: 'Failed', tone: 'negative', Shape: RiAlertFill },
  open: { word: 'Not known yet', tone: 'quiet', Shape: RiMoreFill },
  recovered: { word: 'Recovered', tone: 'warning', Shape: RiHeartPulseLine },
  healthy: { word: 'Healthy', tone: 'positive', Shape: RiCheckboxCircleFill },
};

/** Props of {@link ChangeResult}. */
export interface ChangeResultProps {
  outcome: ChangeOutcome;
  /** Nothing came after it, so that what is not known can still become known. */
  current: boolean;
}

/** What came of a change of version, as colour, shape and word. */
export const ChangeResult = ({ outcome, current }: ChangeResultProps) => (
  <ToneLabel
    {...OUTCOMES[outcome]}
    {...(outcome === 'open' && !current && { word: 'Not known' })}
    state={outcome}
  />
);
