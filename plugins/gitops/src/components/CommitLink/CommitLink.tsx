import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { reviewRouteRef } from '../../routes';
import styles from './CommitLink.module.css';

/** Props of {@link CommitLink}. */
export interface CommitLinkProps {
  /** Web address of the repository. */
  repository: string;
  commit: string;
  /** What brought the commit, if it was a pull request. */
  pullRequest?: { number: number; url: string };
}

/** A commit on the forge, and the review of the pull request that brought it. */
export const CommitLink = ({
  repository,
  commit,
  pullRequest,
}: CommitLinkProps) => {
  const review = useRouteRef(reviewRouteRef);
  return (
    <>
      <Link
        href={`${repository}/commit/${commit}`}
        target="_blank"
        variant="body-small"
        className={styles.hash}
      >
        {commit.slice(0, 7)}
      </Link>
      {pullRequest && (
        <>
          {' · '}
          <Link
            href={
              review?.({ number: `${pullRequest.number}` }) ?? pullRequest.url
            }
            variant="body-small"
          >
            #{pullRequest.number}
          </Link>
        </>
      )}
    </>
  );
};
