import { Button, Link } from '@backstage/ui';
import {
  RiCheckboxCircleFill,
  RiCloseCircleLine,
  RiLoader4Line,
  RiQuestionLine,
} from '@remixicon/react';
import styles from './ComponentName.module.css';
import type { NameStatus } from './useNameStatus';

const Words = ({ status }: { status: NameStatus }) => {
  switch (status.status) {
    case 'checking':
      return (
        <span className={styles.line}>
          <RiLoader4Line aria-hidden /> Checking whether it is free…
        </span>
      );
    case 'free':
      return (
        <span className={`${styles.line} ${styles.good}`}>
          <RiCheckboxCircleFill aria-hidden /> Free
        </span>
      );
    case 'invalid':
      return (
        <span className={`${styles.line} ${styles.bad}`}>
          <RiCloseCircleLine aria-hidden /> {status.problem}
        </span>
      );
    case 'taken':
      return status.conflicts.map(({ id, message, url }) => (
        <span key={id} className={`${styles.line} ${styles.bad}`}>
          <RiCloseCircleLine aria-hidden />
          <span>
            {message}{' '}
            {url && (
              <Link href={url} target="_blank" variant="body-small">
                Show it
              </Link>
            )}
            {id === 'repository' && (
              <>
                {' '}
                If a failed creation left it, open that task and press{' '}
                <i>Retry</i>.
              </>
            )}
          </span>
        </span>
      ));
    case 'unknown':
      return (
        <span className={`${styles.line} ${styles.doubtful}`}>
          <RiQuestionLine aria-hidden /> {status.reason}
          <Button size="small" variant="tertiary" onPress={status.retry}>
            Check again
          </Button>
        </span>
      );
    default:
      return null;
  }
};

/** Says below the field what is known about the name; a screen reader hears it. */
export const NameStatusLine = ({ status }: { status: NameStatus }) => (
  <div role="status" className={styles.status} data-status={status.status}>
    <Words status={status} />
  </div>
);
