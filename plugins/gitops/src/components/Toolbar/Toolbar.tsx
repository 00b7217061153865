import type { PropsWithChildren } from 'react';
import styles from './Toolbar.module.css';

/** What a list is chosen by, in a line that breaks where it must. */
export const Toolbar = ({
  label,
  children,
}: PropsWithChildren<{ label: string }>) => (
  <div role="group" aria-label={label} className={styles.toolbar}>
    {children}
  </div>
);
