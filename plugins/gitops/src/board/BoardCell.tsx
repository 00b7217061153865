import type { BoardCell as Cell } from '@slipway/plugin-gitops-common';
import { VisuallyHidden } from '@backstage/ui';
import { RelativeTime } from '../components/RelativeTime';
import { StateLabel } from '../components/StateLabel';
import styles from './Board.module.css';

/** Whether one word for the environment would hide something of a cluster. */
function clustersDiffer({ clusters, versions }: Cell): boolean {
  const states = new Set(clusters.map(({ state }) => state));
  return clusters.length > 1 && (states.size > 1 || versions.length > 1);
}

/** One environment of a component: version, gravest state, and its clusters where they differ. */
export const BoardCell = ({ cell }: { cell: Cell }) => {
  const message = cell.clusters.find(
    one => one.state === cell.state && one.message,
  )?.message;
  return (
    <>
      <span className={styles.line}>
        <StateLabel state={cell.state} />
        <span className={styles.version}>
          {cell.versions.join(', ') || <span aria-hidden>–</span>}
        </span>
      </span>
      {clustersDiffer(cell) ? (
        <ul className={styles.clusters} aria-label="Clusters">
          {cell.clusters.map(({ cluster, state, version, message: why }) => (
            <li key={cluster} title={why}>
              <StateLabel state={state} compact /> {cluster}
              {cell.versions.length > 1 && version && (
                <span className={styles.version}> {version}</span>
              )}
            </li>
          ))}
        </ul>
      ) : (
        <span className={styles.quiet} title={message}>
          {message ??
            (cell.changedAt && <RelativeTime value={cell.changedAt} />)}
        </span>
      )}
      {message && clustersDiffer(cell) && (
        <VisuallyHidden>{message}</VisuallyHidden>
      )}
    </>
  );
};
