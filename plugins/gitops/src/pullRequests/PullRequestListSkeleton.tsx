import { Skeleton, VisuallyHidden } from '@backstage/ui';
import styles from './PullRequestList.module.css';

/** As large as a list of a few pull requests. */
export const PullRequestListSkeleton = ({ rows = 2 }: { rows?: number }) => (
  <div role="status" aria-busy>
    <VisuallyHidden>Loading pull requests…</VisuallyHidden>
    {Array.from({ length: rows }, (_, row) => (
      <div key={row} className={styles.item} aria-hidden>
        <Skeleton width="1.5rem" height="1.25rem" />
        <Skeleton width="70%" height="1.25rem" />
        <Skeleton width="4rem" height="1.25rem" />
        <span className={styles.facts}>
          <Skeleton width="8rem" height="1.25rem" />
        </span>
      </div>
    ))}
  </div>
);
