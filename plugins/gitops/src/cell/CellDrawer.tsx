import type { DeliveryCell } from '@slipway/plugin-gitops-common';
import { Dialog, DialogBody, DialogHeader } from '@backstage/ui';
import type { ReactNode } from 'react';
import { Failure } from '../components/Failure';
import { Stale } from '../components/Stale';
import type { DeliveryActions } from '../delivery/actions';
import styles from './Cell.module.css';
import { CellHead } from './CellHead';
import { CellParts } from './CellParts';
import { CellPartsSkeleton } from './CellPartsSkeleton';
import { useCell, type CellPlace } from './useCell';

/** Props of {@link CellDrawer}. */
export interface CellDrawerProps {
  place: CellPlace;
  /** What the grid knows already, which is shown until the rest comes. */
  known?: DeliveryCell;
  /** Web address of the GitOps repository. */
  repository: string;
  actions: DeliveryActions;
  onClose: () => void;
  /** Dialogs above it. They are inside of it, so that it lets the focus go to them, and gets it back. */
  children?: ReactNode;
}

/** Beside the grid: everything about one cell, and what can be done about it. */
const CellDrawer = ({
  place,
  known,
  repository,
  actions,
  onClose,
  children,
}: CellDrawerProps) => {
  const { component, environment, cluster } = place;
  const { data, error, dataUpdatedAt, refetch } = useCell(place);
  const cell = data?.cell ?? known;
  return (
    <Dialog
      isOpen
      className={styles.drawer}
      onOpenChange={open => !open && onClose()}
    >
      <DialogHeader>
        {component} · {environment} on {cluster}
      </DialogHeader>
      <DialogBody className={styles.body}>
        {cell && (
          <CellHead place={place} cell={cell} detail={data} actions={actions} />
        )}
        {error && data && (
          <Stale
            error={error}
            thing="this cell"
            readAt={dataUpdatedAt}
            onRetry={refetch}
          />
        )}
        {error && !data && (
          <Failure
            error={error}
            thing={`${environment} on ${cluster}`}
            onRetry={refetch}
          />
        )}
        {!data && !error && <CellPartsSkeleton />}
        {data && (
          <CellParts
            place={place}
            detail={data}
            repository={repository}
            actions={actions}
          />
        )}
      </DialogBody>
      {children}
    </Dialog>
  );
};

export default CellDrawer;
