import type { ReviewDetail } from '@slipway/plugin-gitops-common';
import { CopyText } from '../../components/CopyText';
import { RelativeTime } from '../../components/RelativeTime';
import styles from './Discussion.module.css';

/** Commits, the oldest first, as they are on the branch. */
export const CommitList = ({
  commits,
}: {
  commits: ReviewDetail['commits'];
}) => (
  <ul className={styles.commits} aria-label="Commits">
    {commits.map(({ sha, message, author, at }) => (
      <li key={sha}>
        <span className={styles.sha}>
          <CopyText text={sha}>{sha.slice(0, 7)}</CopyText>
        </span>
        <span className={styles.subject}>{message.split('\n', 1)[0]}</span>
        <span className={styles.quiet}>
          {author}, <RelativeTime value={at} />
        </span>
      </li>
    ))}
  </ul>
);
