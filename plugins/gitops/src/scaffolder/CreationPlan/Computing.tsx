import { Alert, Skeleton, VisuallyHidden } from '@backstage/ui';
import { useEffect, useState } from 'react';
import styles from './CreationPlan.module.css';

const TICK_MS = 1_000;

/** Most plans are there sooner; words that come and go at once would only flicker. */
const SLOW_SECONDS = 2;

const SIZES = ['8rem', '4rem', '14rem'];

/** In place of a plan that is being made; when it takes long, it says what is being done, and for how long. */
export const Computing = () => {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds(before => before + 1), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <div role="status" aria-busy className={styles.plan}>
      <VisuallyHidden>Planning what your answers would do…</VisuallyHidden>
      {seconds >= SLOW_SECONDS && (
        <Alert
          isPending
          status="info"
          title={
            <>
              The plan is being made <span aria-hidden>({seconds} s)</span>
            </>
          }
          description="Files are generated, manifests rendered and held to the policies. Nothing is written; you may go back at any time."
        />
      )}
      {SIZES.map(height => (
        <Skeleton key={height} width="100%" height={height} />
      ))}
    </div>
  );
};
