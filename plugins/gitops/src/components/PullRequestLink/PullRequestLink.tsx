import { useRouteRef } from '@backstage/frontend-plugin-api';
import type { PullRequestSummary } from '@slipway/plugin-gitops-common';
import { Link } from '@backstage/ui';
import { RiExternalLinkLine } from '@remixicon/react';
import { reviewRouteRef } from '../../routes';
import styles from './PullRequestLink.module.css';

/** Props of {@link PullRequestLink}. */
export interface PullRequestLinkProps {
  pull: Pick<PullRequestSummary, 'number' | 'title' | 'url'>;
}

/** A pull request's title, which leads to its review; beside it the way to the forge. */
export const PullRequestLink = ({ pull }: PullRequestLinkProps) => {
  const review = useRouteRef(reviewRouteRef)?.({ number: `${pull.number}` });
  if (!review) {
    return (
      <Link href={pull.url} target="_blank" weight="bold">
        {pull.title}
      </Link>
    );
  }
  return (
    <>
      <Link href={review} weight="bold" className={styles.title}>
        {pull.title}
      </Link>{' '}
      <Link
        href={pull.url}
        target="_blank"
        color="secondary"
        title="Open on the forge"
        aria-label={`#${pull.number} on the forge`}
        className={styles.forge}
      >
        <RiExternalLinkLine aria-hidden />
      </Link>
    </>
  );
};
