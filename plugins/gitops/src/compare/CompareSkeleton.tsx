import { Card, Skeleton, VisuallyHidden } from '@backstage/ui';
import styles from './Compare.module.css';

const ROWS = ['1', '2', '3', '4', '5'];

/** As large as a few differences. */
export const CompareSkeleton = () => (
  <Card className={styles.card}>
    <div role="status" aria-busy>
      <VisuallyHidden>Comparing…</VisuallyHidden>
      <div className={styles.head} aria-hidden>
        <Skeleton width="8rem" height="2rem" />
      </div>
      {ROWS.map(row => (
        <div key={row} className={styles.row} aria-hidden>
          <Skeleton width="1rem" height="1rem" />
          <Skeleton width="8rem" height="1.25rem" />
          <Skeleton width="8rem" height="1.25rem" />
        </div>
      ))}
    </div>
  </Card>
);
