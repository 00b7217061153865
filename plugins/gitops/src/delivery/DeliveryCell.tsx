import type { DeliveryCell as Cell } from '@slipway/plugin-gitops-common';
import { Link } from '@backstage/ui';
import { CopyText } from '../components/CopyText';
import { RelativeTime } from '../components/RelativeTime';
import { StateLabel } from '../components/StateLabel';
import { cellVersion, pendingVersion } from './summary';
import styles from './DeliveryGrid.module.css';

/** Props of {@link DeliveryCell}. */
export interface DeliveryCellProps {
  cell: Cell;
  /** Web address of the GitOps repository. */
  repository: string;
}

/** What runs in one environment on one cluster, since when, and what is wrong. */
export const DeliveryCell = ({ cell, repository }: DeliveryCellProps) => {
  const version = cellVersion(cell);
  const pending = pendingVersion(cell);
  const { desired, health, lastSyncedAt, observedAt, state } = cell;
  const answered = state !== 'unreachable' && state !== 'forbidden';
  return (
    <>
      <div className={styles.version}>
        {version ? <CopyText text={version} /> : <span aria-hidden>–</span>}
        {pending && (
          <span className={styles.pending}>
            <span aria-hidden>→ </span>
            <CopyText text={pending} /> in Git
          </span>
        )}
      </div>
      <div className={styles.state}>
        <StateLabel state={state} />
        {answered && health && health !== 'Healthy' && state !== 'degraded' && (
          <span className={styles.quiet}>{health}</span>
        )}
        {answered && health === 'Healthy' && (
          <span className={styles.quiet}>Healthy</span>
        )}
      </div>
      {cell.message && <p className={styles.message}>{cell.message}</p>}
      <p className={styles.quiet}>
        {answered && lastSyncedAt && (
          <>
            synced <RelativeTime value={lastSyncedAt} />
          </>
        )}
        {!answered && observedAt && (
          <>
            last seen <RelativeTime value={observedAt} />
          </>
        )}
        {!answered && !observedAt && 'never seen'}
      </p>
      <p className={styles.links}>
        {desired?.commit && (
          <Link
            href={`${repository}/commit/${desired.commit}`}
            target="_blank"
            variant="body-small"
            title={desired.author && `Commit by ${desired.author}`}
          >
            <span className={styles.hash}>{desired.commit.slice(0, 7)}</span>
          </Link>
        )}
        {cell.applicationUrl && (
          <Link
            href={cell.applicationUrl}
            target="_blank"
            variant="body-small"
            aria-label={`${cell.applicationName} on ${cell.cluster} in Argo CD`}
          >
            Argo CD
          </Link>
        )}
      </p>
    </>
  );
};
