import type { ProjectPlan } from '@slipway/plugin-gitops-common';
import { RiLockFill, RiLockUnlockFill } from '@remixicon/react';
import { ToneLabel } from '../../components/ToneLabel';
import styles from './Rights.module.css';

/** What teams may do more, and less, on a cluster. */
export const Rights = ({ projects }: { projects: ProjectPlan[] }) => (
  <ul className={styles.projects} aria-label="Rights">
    {projects.map(({ cluster, team, change, widened, narrowed }) => (
      <li key={`${team} ${cluster}`}>
        <p className={styles.title}>
          <strong>{team}</strong> on {cluster}
          {change === 'added' && ', new'}
          {change === 'removed' && ', goes away'}
        </p>
        {widened.length > 0 && (
          <p className={styles.rights}>
            <ToneLabel word="Widened" tone="warning" Shape={RiLockUnlockFill} />
            <span>{widened.join(', ')}</span>
          </p>
        )}
        {narrowed.length > 0 && (
          <p className={styles.rights}>
            <ToneLabel word="Narrowed" tone="info" Shape={RiLockFill} />
            <span>{narrowed.join(', ')}</span>
          </p>
        )}
      </li>
    ))}
  </ul>
);
