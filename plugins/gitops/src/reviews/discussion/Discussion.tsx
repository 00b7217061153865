import {
  PLAN_COMMENT_MARKER,
  type PullRequestEvent,
  type ReviewDetail,
} from '@slipway/plugin-gitops-common';
import { Link } from '@backstage/ui';
import {
  RiChat1Line,
  RiCheckboxCircleFill,
  RiEditCircleFill,
  RiEyeLine,
} from '@remixicon/react';
import { Markdown } from '../../components/Markdown';
import { RelativeTime } from '../../components/RelativeTime';
import { ToneLabel, type Appearance } from '../../components/ToneLabel';
import styles from './Discussion.module.css';

const KINDS: Readonly<Record<PullRequestEvent['kind'], Appearance>> = {
  comment: { word: 'Commented', tone: 'quiet', Shape: RiChat1Line },
  approved: { word: 'Approved', tone: 'positive', Shape: RiCheckboxCircleFill },
  'changes-requested': {
    word: 'Changes requested',
    tone: 'negative',
    Shape: RiEditCircleFill,
  },
  reviewed: { word: 'Reviewed', tone: 'quiet', Shape: RiEyeLine },
};

const Place = ({
  place: { path, line, outdated, resolved },
}: {
  place: NonNullable<PullRequestEvent['place']>;
}) => (
  <>
    {', on '}
    <code className={styles.place}>
      {path}
      {line !== undefined && `:${line}`}
    </code>
    {outdated && ', which has changed since'}
    {resolved && ', resolved'}
  </>
);

const Event = ({ event, head }: { event: PullRequestEvent; head: string }) => (
  <li>
    <p className={styles.who}>
      <ToneLabel {...KINDS[event.kind]} state={event.kind} />
      <strong>{event.author}</strong>
      <span className={styles.quiet}>
        {event.url ? (
          <Link href={event.url} target="_blank" variant="body-small">
            <RelativeTime value={event.at} />
          </Link>
        ) : (
          <RelativeTime value={event.at} />
        )}
        {event.commit && event.commit !== head && ', of an older commit'}
        {event.place && <Place place={event.place} />}
      </span>
    </p>
    {event.body && <Markdown text={event.body} />}
  </li>
);

/** What the author and others say, in order; the portal's own comment only repeats the plan above. */
export const Discussion = ({ review }: { review: ReviewDetail }) => (
  <ul className={styles.events} aria-label="Discussion">
    <li>
      <p className={styles.who}>
        <strong>{review.author}</strong>
        <span className={styles.quiet}>
          opened it <RelativeTime value={review.createdAt} />
        </span>
      </p>
      {review.body ? (
        <Markdown text={review.body} />
      ) : (
        <p className={styles.quiet}>Without a description.</p>
      )}
    </li>
    {review.events
      .filter(({ body }) => !body.startsWith(PLAN_COMMENT_MARKER))
      .map(event => (
        <Event
          // Remarks of one review are of one moment.
          key={`${event.kind} ${event.author} ${event.at} ${event.url}`}
          event={event}
          head={review.commit}
        />
      ))}
  </ul>
);
