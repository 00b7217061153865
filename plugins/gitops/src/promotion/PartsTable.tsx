import type { PromotionPart } from '@slipway/plugin-gitops-common';
import { RiArrowRightLine } from '@remixicon/react';
import { VisuallyHidden } from '@backstage/ui';
import type { ReactNode } from 'react';
import { personName } from '../components/words';
import styles from './Promotion.module.css';

/** Props of {@link PartsTable}. */
export interface PartsTableProps {
  parts: readonly PromotionPart[];
  /** What can be done to a part. */
  deed?: (part: PromotionPart) => ReactNode;
}

/** What changes where: from which release to which. */
export const PartsTable = ({ parts, deed }: PartsTableProps) => (
  <ul className={styles.rows} aria-label="Changes">
    {parts.map(part => (
      <li
        key={part.overlay}
        className={part.takenOut ? styles.takenOut : styles.change}
      >
        <strong className={styles.part}>{part.component}</strong>
        <span className={`${styles.step} ${styles.part}`}>
          <span className={styles.from}>{part.from ?? 'nothing'}</span>
          <RiArrowRightLine aria-hidden />
          <VisuallyHidden> becomes </VisuallyHidden>
          <span className={styles.to}>{part.to}</span>
        </span>
        <span className={styles.quiet}>
          on {part.clusters.join(', ')}
          {part.takenOut &&
            ` · taken out by ${personName(part.takenOut.by)}${
              part.takenOut.reason ? `: ${part.takenOut.reason}` : ''
            }`}
        </span>
        {deed?.(part)}
      </li>
    ))}
  </ul>
);
