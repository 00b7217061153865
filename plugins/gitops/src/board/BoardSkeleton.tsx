import { Card, Skeleton, VisuallyHidden } from '@backstage/ui';
import styles from './Board.module.css';
import { boardStyle } from './BoardTable';

const ROWS = ['1', '2', '3', '4', '5', '6', '7', '8'];
const COLUMNS = ['1', '2', '3'];

/** As large as a board of a few components. */
export const BoardSkeleton = () => (
  <>
    <Skeleton width="60%" height="2rem" className={styles.onPage} />
    <Skeleton width="8rem" height="1.5rem" className={styles.onPage} />
    <Card className={styles.card}>
      <div
        role="status"
        aria-busy
        className={styles.table}
        style={boardStyle(COLUMNS.length)}
      >
        <VisuallyHidden>Loading the board…</VisuallyHidden>
        {ROWS.map(row => (
          <div key={row} className={styles.row} aria-hidden>
            <div className={styles.component}>
              <Skeleton width="8rem" height="1.25rem" />
              <Skeleton width="5rem" height="1rem" />
            </div>
            {COLUMNS.map(column => (
              <div key={column} className={styles.cell}>
                <Skeleton width="9rem" height="1.25rem" />
              </div>
            ))}
          </div>
        ))}
      </div>
    </Card>
  </>
);
