import type { WarningEvent } from '@slipway/plugin-gitops-common';
import { RelativeTime } from '../components/RelativeTime';
import styles from './Cell.module.css';

const SHOWN = 20;

/** Warnings of Kubernetes, the newest first. */
export const Events = ({ events }: { events: WarningEvent[] }) => (
  <ul className={styles.rows} aria-label="Warning events">
    {events.slice(0, SHOWN).map(event => (
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
    {events.length > SHOWN && (
      <li className={styles.quiet}>and {events.length - SHOWN} more</li>
    )}
  </ul>
);
