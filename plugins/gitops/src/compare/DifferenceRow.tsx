import type { ComparisonResponse } from '@slipway/plugin-gitops-common';
import { Checkbox, Link } from '@backstage/ui';
import {
  RiArrowDownLine,
  RiArrowLeftRightLine,
  RiArrowUpLine,
  RiQuestionLine,
} from '@remixicon/react';
import { ComponentLink } from '../components/ComponentLink';
import { ToneLabel, type Appearance } from '../components/ToneLabel';
import styles from './Compare.module.css';

const STEPS: Readonly<Record<string, Appearance>> = {
  upgrade: { word: 'Newer', tone: 'info', Shape: RiArrowUpLine },
  downgrade: { word: 'Older', tone: 'warning', Shape: RiArrowDownLine },
  same: { word: 'Other images', tone: 'info', Shape: RiArrowLeftRightLine },
};
const UNKNOWN: Appearance = {
  word: 'Different',
  tone: 'quiet',
  Shape: RiQuestionLine,
};

/** Props of {@link DifferenceRow}. */
export interface DifferenceRowProps {
  difference: ComparisonResponse['differences'][number];
  isChosen: boolean;
  onChange: (chosen: boolean) => void;
}

/** How one component differs: what the target has, and what the source would bring. */
export const DifferenceRow = ({
  difference,
  isChosen,
  onChange,
}: DifferenceRowProps) => {
  const { component, clusters, from, to, step, compareUrl } = difference;
  return (
    <li className={styles.row}>
      <Checkbox
        aria-label={`Choose ${component} on ${clusters.join(', ')}`}
        isSelected={isChosen}
        onChange={onChange}
      />
      <span className={styles.component}>
        <ComponentLink name={component} tab="delivery" variant="body-medium" />
      </span>
      <span className={styles.versions}>
        {from ?? 'nothing'} <span aria-label="becomes">→</span>{' '}
        <strong>{to}</strong>
      </span>
      <span className={styles.step}>
        <ToneLabel {...(STEPS[step] ?? UNKNOWN)} state={step} />
      </span>
      <span className={styles.clusters}>on {clusters.join(', ')}</span>
      <span className={styles.compare}>
        {compareUrl && (
          <Link
            href={compareUrl}
            target="_blank"
            variant="body-small"
            aria-label={`Commits of ${component} between both`}
          >
            Commits
          </Link>
        )}
      </span>
    </li>
  );
};
