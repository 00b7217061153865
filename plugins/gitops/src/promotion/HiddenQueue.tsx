import styles from './Promotion.module.css';

/** Says that a promotion waits for what its reader may not know of. */
export const HiddenQueue = () => (
  <p className={styles.quiet}>
    It queues behind a change of the same overlay that is not for you to see,
    and goes on when that is merged or ended.
  </p>
);
