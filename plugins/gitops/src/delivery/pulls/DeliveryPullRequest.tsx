import type {
  PullRequestSummary,
  ReviewSummary,
} from '@slipway/plugin-gitops-common';
import { Badge, Button } from '@backstage/ui';
import { useState } from 'react';
import { ChecksLabel } from '../../components/ChecksLabel';
import { PullRequestLink } from '../../components/PullRequestLink';
import { RelativeTime } from '../../components/RelativeTime';
import { VerdictLabel } from '../../components/VerdictLabel';
import { verdictOf } from '../../pullRequests/queue';
import { Effects } from './Effects';
import styles from './Pulls.module.css';

/** Props of {@link DeliveryPullRequest}. */
export interface DeliveryPullRequestProps {
  component: string;
  pull: PullRequestSummary;
  /** What is known of its plan and checks. */
  review?: ReviewSummary;
  /** Says what it changes without being asked. */
  atOnce: boolean;
}

/** One pull request: whether it is good, and what merging it changes of the component in every environment. */
export const DeliveryPullRequest = ({
  component,
  pull,
  review,
  atOnce,
}: DeliveryPullRequestProps) => {
  const [asked, setAsked] = useState(false);
  return (
    <li className={styles.pull}>
      <div className={styles.line}>
        <span className={styles.number}>#{pull.number}</span>
        <span className={styles.title}>
          <PullRequestLink pull={pull} />
        </span>
        {review && (
          <span className={styles.labels}>
            <VerdictLabel verdict={verdictOf(review)} />
            <ChecksLabel checks={review.checks} />
          </span>
        )}
      </div>
      <div className={styles.facts}>
        <span>by {pull.author}</span>
        <span>
          opened <RelativeTime value={pull.createdAt} />
        </span>
        {review && review.approvals > 0 && (
          <span>
            {review.approvals === 1
              ? '1 approval'
              : `${review.approvals} approvals`}
          </span>
        )}
        {pull.draft && <Badge size="small">Draft</Badge>}
        {!atOnce && (
          <Button
            variant="tertiary"
            size="small"
            aria-expanded={asked}
            aria-label={`What #${pull.number} changes`}
            onPress={() => setAsked(!asked)}
          >
            {asked ? 'Hide what it changes' : 'Show what it changes'}
          </Button>
        )}
      </div>
      {(atOnce || asked) && review && (
        <Effects component={component} review={review} />
      )}
    </li>
  );
};
