import type { DeliveryCell as Cell } from '@slipway/plugin-gitops-common';
import { Link } from '@backstage/ui';
import { RiArrowRightSLine } from '@remixicon/react';
import { CommitLink } from '../components/CommitLink';
import { RelativeTime } from '../components/RelativeTime';
import { isCurrent, StateLabel, STATES } from '../components/StateLabel';
import { CellVersion } from './CellVersion';
import styles from './DeliveryGrid.module.css';
import { prepareCellDrawer } from './lazyParts';

/** Props of {@link DeliveryCell}. */
export interface DeliveryCellProps {
  cell: Cell;
  /** Web address of the GitOps repository. */
  repository: string;
  /** What opening it shows, "Details of prod on vk". */
  label: string;
  onOpen: () => void;
}

/** What runs in one environment on one cluster, since when, by whom, and what is wrong. All of it opens the drawer. */
export const DeliveryCell = ({
  cell,
  repository,
  label,
  onOpen,
}: DeliveryCellProps) => {
  const { desired, health, lastSyncedAt, observedAt, state } = cell;
  const current = isCurrent(state);
  return (
    <>
      <button
        type="button"
        className={styles.open}
        aria-label={label}
        aria-haspopup="dialog"
        onPointerEnter={prepareCellDrawer}
        onFocus={prepareCellDrawer}
        onClick={onOpen}
      >
        <RiArrowRightSLine aria-hidden />
      </button>
      <CellVersion cell={cell} />
      <div className={styles.state}>
        <StateLabel state={state} />
        {current && health && health !== STATES[state].word && (
          <span className={styles.quiet}>{health}</span>
        )}
      </div>
      {cell.message && <p className={styles.message}>{cell.message}</p>}
      {desired && (desired.committedAt || desired.author) && (
        <p className={styles.quiet}>
          committed{' '}
          {desired.committedAt && <RelativeTime value={desired.committedAt} />}
          {desired.author && ` by ${desired.author}`}
        </p>
      )}
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
          <CommitLink repository={repository} commit={desired.commit} />
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
