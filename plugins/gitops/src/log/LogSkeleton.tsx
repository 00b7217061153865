import { Card, Skeleton, VisuallyHidden } from '@backstage/ui';
import styles from './Log.module.css';

const ROWS = ['1', '2', '3', '4', '5', '6'];

/** As large as a page of the log. */
export const LogSkeleton = () => (
  <Card className={styles.card}>
    <div role="status" aria-busy>
      <VisuallyHidden>Loading the log…</VisuallyHidden>
      {ROWS.map(row => (
        <div key={row} className={styles.row} aria-hidden>
          <span className={styles.kind}>
            <Skeleton width="5rem" height="1.25rem" />
          </span>
          <span className={styles.what}>
            <Skeleton width="12rem" height="1.25rem" />
          </span>
          <span className={styles.where}>
            <Skeleton width="8rem" height="1.25rem" />
          </span>
          <span className={styles.age}>
            <Skeleton width="4rem" height="1.25rem" />
          </span>
        </div>
      ))}
    </div>
  </Card>
);
