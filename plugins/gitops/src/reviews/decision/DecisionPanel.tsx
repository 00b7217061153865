import type { ReviewDetail } from '@slipway/plugin-gitops-common';
import { Link } from '@backstage/ui';
import {
  RiCheckboxCircleFill,
  RiForbidLine,
  RiGitMergeLine,
  RiQuestionLine,
} from '@remixicon/react';
import { ChecksLabel } from '../../components/ChecksLabel';
import { RelativeTime } from '../../components/RelativeTime';
import { ToneLabel, type Appearance } from '../../components/ToneLabel';
import { mergeObstacle } from './decision';
import styles from './Decision.module.css';

const MERGE: Readonly<Record<ReviewDetail['merge']['state'], Appearance>> = {
  mergeable: {
    word: 'Can be merged',
    tone: 'positive',
    Shape: RiCheckboxCircleFill,
  },
  blocked: { word: 'Blocked', tone: 'warning', Shape: RiForbidLine },
  conflict: { word: 'Conflicts', tone: 'negative', Shape: RiForbidLine },
  unknown: { word: 'Not known', tone: 'quiet', Shape: RiQuestionLine },
  merged: { word: 'Merged', tone: 'positive', Shape: RiGitMergeLine },
};

const Approvals = ({ review }: { review: ReviewDetail }) => {
  const approvals = review.events.filter(({ kind }) => kind === 'approved');
  return (
    <ul className={styles.plain} aria-label="Approvals">
      {approvals.map(({ author, at, commit }) => (
        <li key={`${author} ${at}`}>
          {author}, <RelativeTime value={at} />
          {commit && commit !== review.commit && ', of an older commit'}
        </li>
      ))}
      {approvals.length === 0 && <li>Nobody has approved yet.</li>}
    </ul>
  );
};

/** What stands between the pull request and its merge: the forge's word, checks, and people. */
export const DecisionPanel = ({ review }: { review: ReviewDetail }) => (
  <dl className={styles.panel}>
    <dt>Merge</dt>
    <dd>
      <ToneLabel {...MERGE[review.merge.state]} state={review.merge.state} />
      {review.state === 'open' && <p>{mergeObstacle(review)}</p>}
    </dd>
    <dt>Who may approve</dt>
    <dd>
      {review.reviewers.join(', ') ||
        'Nobody is asked in particular; the rules of the forge decide.'}
    </dd>
    <dt>Approvals</dt>
    <dd>
      <Approvals review={review} />
    </dd>
    <dt>Checks</dt>
    <dd>
      <ul className={styles.plain} aria-label="Checks">
        {review.checkRuns.map(({ name, state, description, url, required }) => (
          <li key={name} className={styles.check}>
            <ChecksLabel checks={state} one />
            {url ? (
              <Link href={url} target="_blank" variant="body-small">
                {name}
              </Link>
            ) : (
              <span>{name}</span>
            )}
            {required && <span>required</span>}
            {description && <p>{description}</p>}
          </li>
        ))}
        {review.checkRuns.length === 0 && <li>None are reported.</li>}
      </ul>
    </dd>
  </dl>
);
