import { Skeleton, VisuallyHidden } from '@backstage/ui';
import styles from './Cell.module.css';

const PARTS = ['versions', 'pods', 'releases'];

/** As large as the first parts that come. */
export const CellPartsSkeleton = () => (
  <div role="status" aria-busy className={styles.skeleton}>
    <VisuallyHidden>Loading the details…</VisuallyHidden>
    {PARTS.map(part => (
      <div key={part} className={styles.part} aria-hidden>
        <Skeleton width="8rem" height="1.25rem" />
        <Skeleton width="100%" height="4rem" />
      </div>
    ))}
  </div>
);
