import type { GateResult } from '@slipway/plugin-gitops-common';
import {
  RiCheckboxCircleFill,
  RiForbidFill,
  RiHourglassLine,
} from '@remixicon/react';
import { formatMoment } from '../components/RelativeTime';
import { ToneLabel, type Appearance } from '../components/ToneLabel';
import styles from './Promotion.module.css';

const STATES: Readonly<Record<GateResult['state'], Appearance>> = {
  refused: { word: 'Refused', tone: 'negative', Shape: RiForbidFill },
  waiting: { word: 'Closed', tone: 'warning', Shape: RiHourglassLine },
  open: { word: 'Open', tone: 'positive', Shape: RiCheckboxCircleFill },
};

const ORDER = Object.keys(STATES);

/** Conditions of an environment, those that something must be done about first. */
export const Gates = ({ gates }: { gates: readonly GateResult[] }) => (
  <ul className={styles.rows} aria-label="Gates">
    {[...gates]
      .sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state))
      .map(({ gate, state, message, until }) => (
        <li key={gate} className={styles.gate}>
          <ToneLabel {...STATES[state]} state={state} />
          <span>
            {message}
            {until && (
              <span className={styles.quiet}>
                {' '}
                · opens <time dateTime={until}>{formatMoment(until)}</time>
              </span>
            )}
          </span>
        </li>
      ))}
  </ul>
);
