import type { DeliveryCell } from '@slipway/plugin-gitops-common';
import { CopyText } from '../components/CopyText';
import styles from './DeliveryGrid.module.css';

/** The version that runs, large; what Git wants instead beside it, if it differs. */
export const CellVersion = ({ cell }: { cell: DeliveryCell }) => {
  const running = cell.synced?.version;
  const desired = cell.desired?.version;
  return (
    <div className={styles.version}>
      {running ? <CopyText text={running} /> : <span aria-hidden>–</span>}
      {desired && desired !== running && (
        <span className={styles.pending}>
          {running && <span aria-hidden>→ </span>}
          <CopyText text={desired} /> in Git
        </span>
      )}
    </div>
  );
};
