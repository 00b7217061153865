import type { CellDetail, VersionChange } from '@slipway/plugin-gitops-common';
import { Button } from '@backstage/ui';
import { ChangeResult, outcomeOn } from '../components/ChangeResult';
import { CommitLink } from '../components/CommitLink';
import { personName } from '../components/words';
import { RelativeTime } from '../components/RelativeTime';
import styles from './Cell.module.css';
import type { CellPlace } from './useCell';

/** Props of {@link LastReleases}. */
export interface LastReleasesProps {
  place: CellPlace;
  detail: CellDetail;
  /** Web address of the GitOps repository. */
  repository: string;
  onRollBack: (version: string) => void;
}

/** The last changes of version there, what came of each, and the way back to those that were good. */
export const LastReleases = ({
  place,
  detail,
  repository,
  onRollBack,
}: LastReleasesProps) => {
  const { changes, cell } = detail;
  if (changes.length === 0) {
    return (
      <p className={styles.quiet}>The log has no change of version here yet.</p>
    );
  }
  return (
    <ol className={styles.rows} aria-label="Last releases">
      {changes.map((change, position) => {
        const { id, to, from, at, by, requestedBy, commit } = change;
        const outcome = outcomeOn(change, place.cluster);
        const message = change.results[place.cluster]?.message;
        const isPresent = to === cell.desired?.version;
        // A release that was there twice is offered once.
        const [good] = changes.filter(
          one => one.to === to && wasGood(one, place.cluster),
        );
        return (
          <li key={id}>
            <div className={styles.line}>
              <span className={styles.version}>{to ?? 'removed'}</span>
              {change.kind !== 'removal' && (
                <ChangeResult outcome={outcome} current={position === 0} />
              )}
              {isPresent && <span className={styles.quiet}>in Git now</span>}
              {to !== undefined && !isPresent && good === change && (
                <Button
                  variant="secondary"
                  size="small"
                  className={styles.end}
                  aria-label={`Roll back to ${to}`}
                  onPress={() => onRollBack(to)}
                >
                  Roll back to this
                </Button>
              )}
            </div>
            <p className={styles.quiet}>
              {change.kind === 'rollback' && 'Rolled back '}
              {from && `from ${from}, `}
              <RelativeTime value={at} /> by {personName(requestedBy ?? by)}
              {' · '}
              <CommitLink
                repository={repository}
                commit={commit}
                pullRequest={change.pullRequest}
              />
            </p>
            {outcome === 'failed' && message && (
              <p className={styles.message}>{message}</p>
            )}
          </li>
        );
      })}
    </ol>
  );
};

function wasGood(change: VersionChange, cluster: string): boolean {
  return ['healthy', 'recovered'].includes(outcomeOn(change, cluster));
}
