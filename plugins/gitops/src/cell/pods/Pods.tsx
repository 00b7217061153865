import type { PodSummary } from '@slipway/plugin-gitops-common';
import { Button } from '@backstage/ui';
import { lazy, Suspense, useState } from 'react';
import { RelativeTime } from '../../components/RelativeTime';
import { ToneLabel } from '../../components/ToneLabel';
import styles from '../Cell.module.css';
import { More } from '../More';
import { podState, troubledFirst } from './podState';

const PodLogs = lazy(() => import('../logs/PodLogs'));

/** So many pods are shown; a deployment of hundreds would hide the rest of the drawer unless asked to. */
const SHOWN = 12;

const Pod = ({ pod, cluster }: { pod: PodSummary; cluster: string }) => {
  const [open, setOpen] = useState(false);
  const { name, message, restarts, startedAt } = pod;
  return (
    <li>
      <div className={styles.line}>
        <ToneLabel {...podState(pod)} />
        <span className={styles.image}>{name}</span>
        <Button
          variant="secondary"
          size="small"
          className={styles.end}
          aria-expanded={open}
          aria-label={`Logs of ${name}`}
          onPress={() => setOpen(!open)}
        >
          Logs
        </Button>
      </div>
      <p className={styles.quiet}>
        {restarts === 0 ? 'no restarts' : timesWords(restarts)}
        {startedAt && (
          <>
            {', started '}
            <RelativeTime value={startedAt} />
          </>
        )}
      </p>
      {message && <p className={styles.message}>{message}</p>}
      {open && (
        <Suspense fallback={<p className={styles.quiet}>Loading…</p>}>
          <PodLogs pod={pod} cluster={cluster} />
        </Suspense>
      )}
    </li>
  );
};

/** Pods with how they fare; those that fail come first. */
export const Pods = ({
  pods,
  cluster,
}: {
  pods: PodSummary[];
  cluster: string;
}) => {
  const [all, setAll] = useState(false);
  return (
    <>
      <ul className={styles.rows} aria-label="Pods">
        {troubledFirst(pods)
          .slice(0, all ? undefined : SHOWN)
          .map(pod => (
            <Pod key={pod.name} pod={pod} cluster={cluster} />
          ))}
      </ul>
      <More total={pods.length} first={SHOWN} all={all} onChange={setAll} />
    </>
  );
};

function timesWords(restarts: number): string {
  return restarts === 1 ? 'restarted once' : `restarted ${restarts} times`;
}
