import type { CellDetail } from '@slipway/plugin-gitops-common';
import { CommitLink } from '../components/CommitLink';
import { CopyText } from '../components/CopyText';
import { personName } from '../components/words';
import { RelativeTime } from '../components/RelativeTime';
import { isCurrent } from '../components/StateLabel';
import styles from './Cell.module.css';
import { Known } from './Known';
import { Part } from './Part';
import { runningImages } from './runningImages';

/** Props of {@link Versions}. */
export interface VersionsProps {
  detail: CellDetail;
  /** Web address of the GitOps repository. */
  repository: string;
}

const Desired = ({ detail, repository }: VersionsProps) => {
  const { cell, changes } = detail;
  const { desired } = cell;
  if (!desired) {
    return <dd className={styles.quiet}>Git has no overlay for it.</dd>;
  }
  const change = changes.find(({ commit }) => commit === desired.commit);
  const by = change?.requestedBy ?? desired.author;
  return (
    <dd>
      <span className={styles.version}>
        {desired.version ? <CopyText text={desired.version} /> : 'no version'}
      </span>
      <span className={styles.quiet}>
        {desired.committedAt && (
          <>
            committed <RelativeTime value={desired.committedAt} />{' '}
          </>
        )}
        {by && <>by {personName(by)} </>}
        {desired.commit && (
          <CommitLink
            repository={repository}
            commit={desired.commit}
            pullRequest={change?.pullRequest}
          />
        )}
      </span>
    </dd>
  );
};

const Synced = ({ detail, repository }: VersionsProps) => {
  const { observedAt, state, synced, lastSyncedAt } = detail.cell;
  if (!synced) {
    const hasSaid =
      state !== 'unknown' && (isCurrent(state) || observedAt !== undefined);
    return (
      <dd className={styles.quiet}>
        {hasSaid
          ? 'Argo CD has brought nothing.'
          : 'Not known: Argo CD has not said.'}
      </dd>
    );
  }
  return (
    <dd>
      <span className={styles.version}>
        {synced.version ? <CopyText text={synced.version} /> : 'no version'}
      </span>
      <span className={styles.quiet}>
        {lastSyncedAt && <RelativeTime value={lastSyncedAt} />}{' '}
        {synced.revision && (
          <CommitLink repository={repository} commit={synced.revision} />
        )}
      </span>
    </dd>
  );
};

const Running = ({ detail: { pods } }: Pick<VersionsProps, 'detail'>) => (
  <dd>
    <Known part={pods} none="No pod runs.">
      {known => (
        <ul className={styles.images} aria-label="Running images">
          {runningImages(known).map(({ image, digest, pods: count }) => (
            <li key={`${image} ${digest}`}>
              <span className={styles.image}>{image}</span>
              <span className={styles.quiet}>
                {digest && (
                  <>
                    <CopyText text={digest}>{shortDigest(digest)}</CopyText>
                    {' · '}
                  </>
                )}
                {count} of {known.length} {known.length === 1 ? 'pod' : 'pods'}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Known>
  </dd>
);

/** What Git wants, what Argo CD brought and what truly runs, each with how it is known. */
export const Versions = ({ detail, repository }: VersionsProps) => (
  <Part title="Versions">
    <dl className={styles.versions}>
      <dt>Desired</dt>
      <Desired detail={detail} repository={repository} />
      <dt>Synced</dt>
      <Synced detail={detail} repository={repository} />
      <dt>Running</dt>
      <Running detail={detail} />
    </dl>
  </Part>
);

function shortDigest(digest: string): string {
  return digest.replace('sha256:', '').slice(0, 12);
}
