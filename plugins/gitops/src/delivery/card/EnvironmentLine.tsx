import type { DeliveryEnvironment } from '@slipway/plugin-gitops-common';
import { Link } from '@backstage/ui';
import { RelativeTime } from '../../components/RelativeTime';
import { bySeverity, StateLabel } from '../../components/StateLabel';
import { cellVersion } from '../summary';
import styles from './DeliveryCard.module.css';

/** Props of {@link EnvironmentLine}. */
export interface EnvironmentLineProps {
  environment: DeliveryEnvironment;
  /** Address of the *Delivery* tab. */
  tab?: string;
}

/** One environment: what runs, the worst state and where, since when. It leads to the cell to look at first. */
export const EnvironmentLine = ({
  environment: { name, cells },
  tab,
}: EnvironmentLineProps) => {
  const [worst] = [...cells].sort((a, b) => bySeverity(a.state, b.state));
  const versions = [...new Set(cells.flatMap(cell => cellVersion(cell) ?? []))];
  const places = cells.filter(({ state }) => state === worst?.state);
  const [since] = cells
    .flatMap(({ desired }) => desired?.committedAt ?? [])
    .sort((a, b) => Date.parse(b) - Date.parse(a));
  return (
    <li className={styles.line}>
      <span className={styles.name}>
        {tab && worst ? (
          <Link
            href={`${tab}?cell=${encodeURIComponent(`${name}/${worst.cluster}`)}`}
          >
            {name}
          </Link>
        ) : (
          name
        )}
      </span>
      <span className={styles.version}>{versions.join(', ') || '–'}</span>
      <span className={styles.state}>
        {worst && <StateLabel state={worst.state} />}
        {places.length < cells.length && (
          <span className={styles.quiet}>
            on {places.map(({ cluster }) => cluster).join(', ')}
          </span>
        )}
      </span>
      {since && (
        <span className={styles.quiet}>
          <RelativeTime value={since} />
        </span>
      )}
    </li>
  );
};
