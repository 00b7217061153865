import type { ReviewDetail } from '@slipway/plugin-gitops-common';
import { Link } from '@backstage/ui';
import {
  RiDraftLine,
  RiGitClosePullRequestLine,
  RiGitMergeLine,
  RiGitPullRequestLine,
} from '@remixicon/react';
import { CopyText } from '../components/CopyText';
import { RelativeTime } from '../components/RelativeTime';
import { ToneLabel, type Appearance } from '../components/ToneLabel';
import styles from './Review.module.css';

const STATES: Readonly<Record<ReviewDetail['state'] | 'draft', Appearance>> = {
  open: { word: 'Open', tone: 'positive', Shape: RiGitPullRequestLine },
  draft: { word: 'Draft', tone: 'quiet', Shape: RiDraftLine },
  closed: {
    word: 'Closed',
    tone: 'negative',
    Shape: RiGitClosePullRequestLine,
  },
  merged: { word: 'Merged', tone: 'info', Shape: RiGitMergeLine },
};

/** What it is about, whose it is, and where it lives on the forge. */
export const ReviewHeader = ({ review }: { review: ReviewDetail }) => {
  const state =
    review.state === 'open' && review.draft ? 'draft' : review.state;
  return (
    <header className={styles.header}>
      <h1 className={styles.title}>
        {review.title} <span className={styles.number}>#{review.number}</span>
      </h1>
      <p className={styles.facts}>
        <ToneLabel {...STATES[state]} state={state} />
        <span>
          {review.author} opened it <RelativeTime value={review.createdAt} />
        </span>
        <span>
          <CopyText text={review.branch} /> into{' '}
          <span className={styles.mono}>{review.base}</span>
        </span>
        <Link href={review.url} target="_blank" variant="body-small">
          On the forge
        </Link>
      </p>
    </header>
  );
};
