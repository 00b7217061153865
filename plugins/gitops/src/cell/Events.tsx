import type { WarningEvent } from '@slipway/plugin-gitops-common';
import { useState } from 'react';
import { RelativeTime } from '../components/RelativeTime';
import styles from './Cell.module.css';
import { More } from './More';

/** So many warnings are shown; more on request. */
const SHOWN = 10;

/** Warnings of Kubernetes, the newest first. */
export const Events = ({ events }: { events: WarningEvent[] }) => {
  const [all, setAll] = useState(false);
  return (
    <>
      <ul className={styles.rows} aria-label="Warning events">
        {events.slice(0, all ? undefined : SHOWN).map(event => (
          <li key={`${event.object.name} ${event.reason} ${event.lastSeenAt}`}>
            <div className={styles.line}>
              <strong>{event.reason}</strong>
              <span className={styles.quiet}>
                {event.object.kind} {event.object.name}
              </span>
              <span className={styles.end}>
                {event.count > 1 && `${event.count} times, `}
                <RelativeTime value={event.lastSeenAt} />
              </span>
            </div>
            <p className={styles.message}>{event.message}</p>
          </li>
        ))}
      </ul>
      <More total={events.length} first={SHOWN} all={all} onChange={setAll} />
    </>
  );
};
