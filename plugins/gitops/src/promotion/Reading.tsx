import { Skeleton } from '@backstage/ui';
import styles from './Promotion.module.css';

/** While something is read that a choice depends on; in words, because that asks the forge, and may take a while. */
export const Reading = ({ thing }: { thing: string }) => (
  <div role="status" aria-busy className={styles.reading}>
    <span className={styles.quiet}>Looking {thing} …</span>
    <Skeleton width="100%" height="4rem" />
  </div>
);
