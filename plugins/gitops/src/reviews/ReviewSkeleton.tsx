import { Skeleton, VisuallyHidden } from '@backstage/ui';
import styles from './Review.module.css';

/** As large as the head of a review. */
export const ReviewSkeleton = () => (
  <div role="status" aria-busy className={styles.review}>
    <VisuallyHidden>Loading the pull request…</VisuallyHidden>
    <div className={styles.header}>
      <Skeleton width="24rem" height="2rem" style={{ maxWidth: '100%' }} />
      <Skeleton width="16rem" height="1.25rem" />
    </div>
    <div className={styles.top}>
      <Skeleton width="100%" height="14rem" />
      <Skeleton width="100%" height="14rem" />
    </div>
  </div>
);
