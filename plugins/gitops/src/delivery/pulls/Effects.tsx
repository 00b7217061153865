import type { OverlayPlan, ReviewSummary } from '@slipway/plugin-gitops-common';
import { Skeleton } from '@backstage/ui';
import { RiAlertFill } from '@remixicon/react';
import { describeFailure } from '../../components/Failure/describeFailure';
import { ToneLabel } from '../../components/ToneLabel';
import { effectOf, placesOf } from './effect';
import styles from './Pulls.module.css';
import { useEffects } from './useEffects';

const Effect = ({ overlay }: { overlay: OverlayPlan }) => (
  <li className={styles.effect}>
    <strong className={styles.environment}>{overlay.environment}</strong>
    <span className={styles.what}>{effectOf(overlay)}</span>
    <span className={styles.quiet}>{placesOf(overlay)}</span>
    {overlay.problem?.side === 'head' && (
      <span className={styles.problem}>
        <ToneLabel word="Does not render" tone="negative" Shape={RiAlertFill} />
        {overlay.problem.message}
      </span>
    )}
  </li>
);

/** Props of {@link Effects}. */
export interface EffectsProps {
  component: string;
  review: ReviewSummary;
}

/** What merging a pull request changes of one component, by environment; or why that is not known. */
export const Effects = ({ component, review }: EffectsProps) => {
  const { number, plan, planProblem } = review;
  const { data, error } = useEffects(component, review);
  if (plan === 'failed') {
    return (
      <p className={styles.quiet}>
        {planProblem ?? 'It could not be planned what it changes.'}
      </p>
    );
  }
  if (plan !== 'ready') {
    return (
      <p className={styles.quiet}>
        What it changes is shown once it is planned.
      </p>
    );
  }
  if (error && !data) {
    const { title, description } = describeFailure(error, 'what it changes');
    return (
      <p className={styles.quiet}>
        {title}. {description}
      </p>
    );
  }
  if (!data) {
    return (
      <div
        role="status"
        aria-busy
        aria-label={`Reading what #${number} changes`}
      >
        <Skeleton width="16rem" height="1.25rem" />
      </div>
    );
  }
  return data.length > 0 ? (
    <ul className={styles.effects} aria-label={`What #${number} changes`}>
      {data.map(overlay => (
        <Effect key={overlay.path} overlay={overlay} />
      ))}
    </ul>
  ) : (
    <p className={styles.quiet}>It changes nothing of what runs.</p>
  );
};
