import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link, Skeleton, Text } from '@backstage/ui';
import {
  RiArrowRightUpLine,
  RiGitPullRequestLine,
  RiPauseCircleFill,
} from '@remixicon/react';
import type { ReactNode } from 'react';
import { ComponentLink } from '../components/ComponentLink';
import { Failure } from '../components/Failure';
import { PersonName } from '../components/Owners';
import { PullRequestLink } from '../components/PullRequestLink';
import { RelativeTime } from '../components/RelativeTime';
import { StateLabel } from '../components/StateLabel';
import { ToneLabel } from '../components/ToneLabel';
import { boardRouteRef, pullRequestsRouteRef } from '../routes';
import styles from './NeedsMe.module.css';
import type { Trouble, Waiting } from './needs';
import { useNeeds, type Need } from './useNeeds';

/** As many of a kind as there is room for. */
const SHOWN = 5;

const TroubleRow = ({ need }: { need: Trouble }) => {
  const { component, environment, state, clusters } = need;
  const message = clusters.find(one => one.message)?.message;
  return (
    <>
      <StateLabel state={state} />
      <span className={styles.text}>
        <ComponentLink name={component} tab="delivery" variant="body-medium" />{' '}
        in {environment} on {clusters.map(({ cluster }) => cluster).join(', ')}
        {message && <span className={styles.quiet}> {message}</span>}
      </span>
    </>
  );
};

const WaitingRow = ({ need: { review, promotion } }: { need: Waiting }) => (
  <>
    {promotion ? (
      <ToneLabel word="Approve" tone="info" Shape={RiArrowRightUpLine} />
    ) : (
      <ToneLabel word="Review" tone="info" Shape={RiGitPullRequestLine} />
    )}
    <span className={styles.text}>
      <PullRequestLink pull={review} />{' '}
      <span className={styles.quiet}>
        #{review.number} by{' '}
        <PersonName person={promotion?.requestedBy ?? review.author} />,{' '}
        <RelativeTime value={review.createdAt} />
      </span>
    </span>
  </>
);

interface KindProps<T> {
  need: Need<T>;
  thing: string;
  keyOf: (need: T) => string;
  render: (need: T) => ReactNode;
  /** Where all of them are, if there are more. */
  all: string | undefined;
}

function Kind<T>({ need, thing, keyOf, render, all }: KindProps<T>) {
  if (!need.data) {
    return need.error ? (
      <Failure error={need.error} thing={thing} onRetry={need.retry} />
    ) : (
      <Skeleton width="80%" height="1.5rem" />
    );
  }
  const more = need.data.length - SHOWN;
  return (
    <>
      {need.data.length > 0 && (
        <ul className={styles.list} aria-label={thing}>
          {need.data.slice(0, SHOWN).map(one => (
            <li key={keyOf(one)} className={styles.need}>
              {render(one)}
            </li>
          ))}
        </ul>
      )}
      {more > 0 && all && <Link href={all}>{more} more</Link>}
    </>
  );
}

/** Home page card: what waits for me, and what of mine runs badly or is held. */
export const NeedsMe = () => {
  const { troubles, waiting, holds } = useNeeds();
  const board = useRouteRef(boardRouteRef)?.();
  const queue = useRouteRef(pullRequestsRouteRef)?.();
  const nothing = [troubles, waiting, holds].every(
    ({ data }) => data?.length === 0,
  );
  if (nothing) {
    return (
      <Text as="p" color="secondary">
        Nothing. What your teams own runs as Git says, and no promotion or pull
        request waits for you.
      </Text>
    );
  }
  return (
    <div className={styles.needs}>
      <Kind
        need={troubles}
        thing="what of yours runs badly"
        keyOf={({ component, environment, state }) =>
          `${component} ${environment} ${state}`
        }
        render={need => <TroubleRow need={need} />}
        all={board && `${board}?state=degraded%2Cdrifted`}
      />
      <Kind
        need={waiting}
        thing="what waits for you"
        keyOf={({ review }) => `${review.number}`}
        render={need => <WaitingRow need={need} />}
        all={queue}
      />
      <Kind
        need={holds}
        thing="holds on what is yours"
        keyOf={({ component, environment }) => `${component} ${environment}`}
        render={({ component, environment, reason, by, at }) => (
          <>
            <ToneLabel
              word="On hold"
              tone="warning"
              Shape={RiPauseCircleFill}
            />
            <span className={styles.text}>
              <ComponentLink
                name={component}
                tab="delivery"
                variant="body-medium"
              />{' '}
              in {environment}{' '}
              <span className={styles.quiet}>
                {reason} · by <PersonName person={by} />,{' '}
                <RelativeTime value={at} />
              </span>
            </span>
          </>
        )}
        all={board}
      />
    </div>
  );
};
