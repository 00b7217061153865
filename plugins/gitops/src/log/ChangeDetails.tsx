import { useRouteRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { ButtonLink, Link } from '@backstage/ui';
import { CopyText } from '../components/CopyText';
import { PersonName } from '../components/Owners';
import { formatMoment, RelativeTime } from '../components/RelativeTime';
import { formatDuration } from '../figures/formatDuration';
import type { ChangeRowProps } from './ChangeRow';
import styles from './Log.module.css';
import { rollbackTo } from './results';
import { useEnvironments } from '../components/Environments';

const Result = ({
  change,
  current,
  cluster,
}: ChangeRowProps & { cluster: string }) => {
  const { healthyAt, failedAt, recoveredAt, message } =
    change.results[cluster] ?? {};
  const after = (moment: string) =>
    formatDuration(Math.max(0, Date.parse(moment) - Date.parse(change.at)));
  return (
    <li>
      {cluster}: {failedAt && <>failed after {after(failedAt)}</>}
      {failedAt && healthyAt && ', '}
      {healthyAt && <>healthy after {after(healthyAt)}</>}
      {recoveredAt && <>, healthy again after {after(recoveredAt)}</>}
      {!failedAt &&
        !healthyAt &&
        (current ? 'nothing is known yet' : 'nothing is known')}
      {message && <span className={styles.message}> {message}</span>}
    </li>
  );
};

/** What an entry of the log consists of, and the way back to it. */
export const ChangeDetails = ({ change, current }: ChangeRowProps) => {
  const { component, environment, clusters, commit, images, overlay } = change;
  const repository = useEnvironments().data?.index.repository;
  const page = useRouteRef(entityRouteRef)?.({
    kind: 'component',
    namespace: 'default',
    name: component,
  });
  const back = current ? undefined : rollbackTo(change);
  return (
    <div className={styles.details}>
      <dl className={styles.list}>
        <dt>Time</dt>
        <dd>{formatMoment(change.at)}</dd>
        <dt>Commit</dt>
        <dd>
          <CopyText text={commit}>{commit.slice(0, 7)}</CopyText> by {change.by}
          {repository && (
            <>
              {' · '}
              <Link
                href={`${repository}/commit/${commit}`}
                target="_blank"
                variant="body-small"
              >
                On the forge
              </Link>
            </>
          )}
        </dd>
        {change.requestedBy && (
          <>
            <dt>Requested by</dt>
            <dd>
              <PersonName person={change.requestedBy} />
            </dd>
          </>
        )}
        <dt>Overlay</dt>
        <dd className={styles.mono}>{overlay}</dd>
        {images.length > 0 && (
          <>
            <dt>Images</dt>
            <dd>
              <ul className={styles.plain}>
                {images.map(({ name, tag, digest }) => (
                  <li key={`${name}:${tag}@${digest}`} className={styles.mono}>
                    {tag ? `${name}:${tag}` : name}
                    {digest && (
                      <>
                        {' '}
                        <CopyText text={digest}>{digest.slice(0, 19)}</CopyText>
                      </>
                    )}
                  </li>
                ))}
              </ul>
            </dd>
          </>
        )}
        {change.sourceCommittedAt && (
          <>
            <dt>Source</dt>
            <dd>
              committed <RelativeTime value={change.sourceCommittedAt} />
            </dd>
          </>
        )}
        {change.kind !== 'removal' && (
          <>
            <dt>Result</dt>
            <dd>
              <ul className={styles.plain}>
                {clusters.map(cluster => (
                  <Result
                    key={cluster}
                    change={change}
                    current={current}
                    cluster={cluster}
                  />
                ))}
              </ul>
            </dd>
          </>
        )}
      </dl>
      {back && page && (
        <ButtonLink
          href={`${page}/delivery?${new URLSearchParams({ rollback: back })}`}
          variant="secondary"
          size="small"
        >
          Roll back to {change.to} in {environment} …
        </ButtonLink>
      )}
    </div>
  );
};
