import type { CellDetail } from '@slipway/plugin-gitops-common';
import type { ReactNode } from 'react';
import { StateLabel } from '../components/StateLabel';
import styles from './Cell.module.css';

type Unavailable = Exclude<CellDetail['pods'], unknown[]>;

/** Props of {@link Known}. */
export interface KnownProps<T> {
  part: T[] | Unavailable;
  /** What is said where it is known that there is nothing. */
  none: string;
  children: (part: T[]) => ReactNode;
}

/** A list, or why it is not known: which is not the same as an empty one. */
export function Known<T>({ part, none, children }: KnownProps<T>) {
  if (!Array.isArray(part)) {
    return (
      <p className={styles.unknown}>
        <StateLabel state={part.state} />
        <span className={styles.quiet}>{part.reason}</span>
      </p>
    );
  }
  return part.length > 0 ? (
    <>{children(part)}</>
  ) : (
    <p className={styles.quiet}>{none}</p>
  );
}
