import { Skeleton, VisuallyHidden } from '@backstage/ui';
import styles from './Queue.module.css';

const ROWS = ['first', 'second', 'third', 'fourth', 'fifth'];

/** As large as a queue of a few pull requests. */
export const QueueSkeleton = () => (
  <div role="status" aria-busy>
    {ROWS.map(row => (
      <div key={row} className={styles.row} aria-hidden>
        <Skeleton className={styles.verdict} width="5rem" height="1.25rem" />
        <Skeleton className={styles.title} width="60%" height="1.25rem" />
        <Skeleton className={styles.age} width="4rem" height="1.25rem" />
        <span className={styles.facts}>
          <Skeleton width="12rem" height="1.25rem" />
        </span>
      </div>
    ))}
    <VisuallyHidden>Loading pull requests…</VisuallyHidden>
  </div>
);
