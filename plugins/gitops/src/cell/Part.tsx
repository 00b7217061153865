import { useId, type PropsWithChildren } from 'react';
import styles from './Cell.module.css';

/** A part of the drawer under its own heading. */
export const Part = ({
  title,
  count,
  children,
}: PropsWithChildren<{ title: string; count?: number }>) => {
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.part}>
      <h3 id={id} className={styles.title}>
        {title}
        {count !== undefined && count > 0 && (
          <span className={styles.count}>{count}</span>
        )}
      </h3>
      {children}
    </section>
  );
};
