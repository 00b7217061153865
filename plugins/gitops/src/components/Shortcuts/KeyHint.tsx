import styles from './KeyHint.module.css';

/** Says which key does something, where there is a keyboard. */
export const KeyHint = ({ keys, does }: { keys: string[]; does: string }) => (
  <span className={styles.hint}>
    {keys.map(key => (
      <kbd key={key} className={styles.key}>
        {key}
      </kbd>
    ))}
    {does}
  </span>
);
