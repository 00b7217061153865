import type { PullRequestSummary } from '@slipway/plugin-gitops-common';
import { ComponentLink } from '../components/ComponentLink';
import { PullRequestLink } from '../components/PullRequestLink';
import { RelativeTime } from '../components/RelativeTime';
import styles from './PullRequestList.module.css';

/** Props of {@link PullRequestList}. */
export interface PullRequestListProps {
  pullRequests: PullRequestSummary[];
}

/** Pull requests of the GitOps repository, each with its way to the review and to the forge. */
export const PullRequestList = ({ pullRequests }: PullRequestListProps) => (
  <ul className={styles.list} aria-label="Pull requests">
    {pullRequests.map(pull => (
      <li key={pull.number} className={styles.item}>
        <span className={styles.number}>#{pull.number}</span>
        <span className={styles.title}>
          <PullRequestLink pull={pull} />
        </span>
        <span className={styles.age}>
          opened <RelativeTime value={pull.createdAt} />
        </span>
        <span className={styles.facts}>
          {pull.components.map(name => (
            <ComponentLink key={name} name={name} variant="body-small" />
          ))}
          {pull.environments.length > 0 && (
            <span>to {pull.environments.join(', ')}</span>
          )}
          <span>by {pull.author}</span>
          {pull.draft && <span>draft</span>}
        </span>
      </li>
    ))}
  </ul>
);
