import type {
  BoardCell,
  BoardRow,
  PullRequestSummary,
} from '@slipway/plugin-gitops-common';
import { StateLabel } from '../components/StateLabel';
import styles from './MyServices.module.css';

const EnvironmentSummary = ({ cell }: { cell: BoardCell }) => {
  const { environment, state, versions, clusters } = cell;
  const places = clusters.filter(one => one.state === state);
  return (
    <span className={styles.environment}>
      {environment}
      {versions.length > 0 && (
        <span className={styles.version}>{versions.join(', ')}</span>
      )}
      <StateLabel state={state} compact={state === 'synced'} />
      {places.length < clusters.length && (
        <>on {places.map(({ cluster }) => cluster).join(', ')}</>
      )}
    </span>
  );
};

/** Props of {@link ServiceSummary}. */
export interface ServiceSummaryProps {
  /** Undefined if Git does not have it. */
  row: BoardRow | undefined;
  /** The pull request that brings it. */
  pull: PullRequestSummary | undefined;
}

/** One line on a component: its version and worst state in every environment. */
export const ServiceSummary = ({ row, pull }: ServiceSummaryProps) => {
  if (!row) {
    return (
      <>
        {pull ? `Waits for pull request #${pull.number}` : 'Not deployed yet'}
      </>
    );
  }
  return (
    <>
      {row.cells.map(cell => (
        <EnvironmentSummary key={cell.environment} cell={cell} />
      ))}
    </>
  );
};
