import type { AvailabilityCheck } from '@slipway/plugin-gitops-common';
import { Link } from '@backstage/ui';
import {
  RiCheckboxCircleFill,
  RiForbidFill,
  RiQuestionLine,
} from '@remixicon/react';
import { ToneLabel, type Appearance } from '../../components/ToneLabel';
import styles from './CreationPlan.module.css';

const APPEARANCES: Readonly<Record<AvailabilityCheck['status'], Appearance>> = {
  conflict: { word: 'In the way', tone: 'negative', Shape: RiForbidFill },
  unknown: { word: 'Not known', tone: 'warning', Shape: RiQuestionLine },
  ok: { word: 'Good', tone: 'positive', Shape: RiCheckboxCircleFill },
};

const ORDER = Object.keys(APPEARANCES);

/** What a new component needs to be free or to exist; what is in the way comes first, with a link to it. */
export const Checks = ({ checks }: { checks: AvailabilityCheck[] }) => (
  <ul className={styles.rows} aria-label="Checks">
    {[...checks]
      .sort((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status))
      .map(({ id, status, message, url }) => (
        <li key={`${id} ${message}`}>
          <ToneLabel {...APPEARANCES[status]} state={status} />
          <span>
            {message}{' '}
            {url && (
              <Link href={url} target="_blank" variant="body-small">
                Show it
              </Link>
            )}
          </span>
        </li>
      ))}
  </ul>
);
