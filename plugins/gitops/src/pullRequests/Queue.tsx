import type { ReviewSummary } from '@slipway/plugin-gitops-common';
import { useRef } from 'react';
import { Badge } from '@backstage/ui';
import { ChecksLabel } from '../components/ChecksLabel';
import { ComponentLink } from '../components/ComponentLink';
import { PullRequestLink } from '../components/PullRequestLink';
import { RelativeTime } from '../components/RelativeTime';
import { KeyHint, useShortcuts } from '../components/Shortcuts';
import { VerdictLabel } from '../components/VerdictLabel';
import { concernOf, verdictOf, type Me } from './queue';
import styles from './Queue.module.css';

interface RowProps {
  review: ReviewSummary;
  me: Me | undefined;
}

const Row = ({ review, me }: RowProps) => {
  const concern = me && concernOf(review, me);
  return (
    <li className={styles.row}>
      <span className={styles.verdict}>
        <VerdictLabel verdict={verdictOf(review)} />
      </span>
      <span className={styles.title}>
        <span className={styles.number}>#{review.number}</span>{' '}
        <PullRequestLink pull={review} />
      </span>
      <span className={styles.checks}>
        <ChecksLabel checks={review.checks} />
      </span>
      <span className={styles.approvals}>
        {review.approvals === 1
          ? '1 approval'
          : `${review.approvals} approvals`}
      </span>
      <span className={styles.age}>
        <RelativeTime value={review.createdAt} />
      </span>
      <span className={styles.facts}>
        {review.components.map(name => (
          <ComponentLink key={name} name={name} variant="body-small" />
        ))}
        {review.environments.length > 0 && (
          <span>to {review.environments.join(', ')}</span>
        )}
        <span>by {review.author}</span>
        {review.draft && <Badge size="small">Draft</Badge>}
        {review.planProblem && (
          <span className={styles.problem}>{review.planProblem}</span>
        )}
        {concern?.own && <Badge size="small">Yours</Badge>}
        {concern?.asked && <Badge size="small">You are asked</Badge>}
      </span>
    </li>
  );
};

/** Props of {@link Queue}. */
export interface QueueProps {
  reviews: readonly ReviewSummary[];
  me: Me | undefined;
}

/** Pull requests in order; arrows or j and k move through them, Enter opens one. */
export const Queue = ({ reviews, me }: QueueProps) => {
  const list = useRef<HTMLUListElement>(null);
  const move = (by: 1 | -1) => {
    const rows = [...(list.current?.children ?? [])];
    const at = rows.findIndex(row => row.contains(document.activeElement));
    const next = at < 0 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1);
    rows[next]
      ?.querySelector<HTMLElement>(`.${styles.title} a`)
      ?.focus({ focusVisible: true } as FocusOptions);
  };
  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
  });
  return (
    <>
      <ul ref={list} className={styles.list} aria-label="Pull requests">
        {reviews.map(review => (
          <Row key={review.number} review={review} me={me} />
        ))}
      </ul>
      <p className={styles.hints}>
        <KeyHint keys={['j', 'k']} does="move" />
        <KeyHint keys={['Enter']} does="open" />
      </p>
    </>
  );
};
