import { Mark } from './Mark';
import styles from './Wordmark.module.css';

/** The mark, with the name beside it where there is room. */
export const Wordmark = ({ compact = false }: { compact?: boolean }) => (
  <span className={styles.wordmark}>
    <Mark />
    {!compact && <span className={styles.name}>Slipway</span>}
  </span>
);
