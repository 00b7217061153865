import { Skeleton, VisuallyHidden } from '@backstage/ui';
import { gridStyle } from './DeliveryGrid';
import styles from './DeliveryGrid.module.css';

const ROWS = ['first', 'second'];
const COLUMNS = ['first', 'second'];

/** As large as what comes, so that nothing jumps. */
export const DeliverySkeleton = () => (
  <div role="status" aria-busy>
    <VisuallyHidden>Loading the delivery…</VisuallyHidden>
    <Skeleton className={styles.summary} width="16rem" height="1.25rem" />
    <div aria-hidden className={styles.grid} style={gridStyle(COLUMNS.length)}>
      <div className={`${styles.head} ${styles.heads}`}>Environment</div>
      {COLUMNS.map(column => (
        <div key={column} className={`${styles.head} ${styles.heads}`}>
          <Skeleton width="6rem" height="1rem" />
        </div>
      ))}
      {ROWS.map(row => (
        <div key={row} className={styles.row}>
          <div className={styles.environment}>
            <Skeleton width="3rem" height="1.25rem" />
          </div>
          {COLUMNS.map(column => (
            <div key={column} className={styles.cell}>
              <Skeleton width="5rem" height="1.5rem" />
              <Skeleton width="8rem" height="1rem" style={{ marginTop: 8 }} />
            </div>
          ))}
        </div>
      ))}
    </div>
  </div>
);
