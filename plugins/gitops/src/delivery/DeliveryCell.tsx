import type {
  CellState,
  DeliveryCell as Cell,
} from '@slipway/plugin-gitops-common';
import { Link } from '@backstage/ui';
import { RelativeTime } from '../components/RelativeTime';
import { StateLabel, STATES } from '../components/StateLabel';
import { CellVersion } from './CellVersion';
import styles from './DeliveryGrid.module.css';

/** Props of {@link DeliveryCell}. */
export interface DeliveryCellProps {
  cell: Cell;
  /** Web address of the GitOps repository. */
  repository: string;
}

/** States whose values are of earlier, so that their age counts from then. */
const NOT_CURRENT: readonly CellState[] = ['unreachable', 'forbidden', 'stale'];

/** What runs in one environment on one cluster, since when, and what is wrong. */
export const DeliveryCell = ({ cell, repository }: DeliveryCellProps) => {
  const { desired, health, lastSyncedAt, observedAt, state } = cell;
  const current = !NOT_CURRENT.includes(state);
  return (
    <>
      <CellVersion cell={cell} />
      <div className={styles.state}>
        <StateLabel state={state} />
        {current && health && health !== STATES[state].word && (
          <span className={styles.quiet}>{health}</span>
        )}
      </div>
      {cell.message && <p className={styles.message}>{cell.message}</p>}
      <p className={styles.quiet}>
        {current && lastSyncedAt && (
          <>
            synced <RelativeTime value={lastSyncedAt} />
          </>
        )}
        {!current && observedAt && (
          <>
            last seen <RelativeTime value={observedAt} />
          </>
        )}
        {!current && !observedAt && 'never seen'}
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
