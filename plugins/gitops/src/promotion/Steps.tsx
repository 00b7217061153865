import type { Promotion, PromotionState } from '@slipway/plugin-gitops-common';
import { VisuallyHidden } from '@backstage/ui';
import { RiCheckLine } from '@remixicon/react';
import { RelativeTime } from '../components/RelativeTime';
import { ToneLabel } from '../components/ToneLabel';
import styles from './Steps.module.css';
import { PROMOTION_STATES, wayOf } from './states';

/** How far a promotion is on its way to healthy, or how it ended. */
export const Steps = ({ promotion }: { promotion: Promotion }) => {
  const { direct, history, state } = promotion;
  const way = wayOf(direct);
  const ended = !way.includes(state);
  const last = history.at(-1);
  const reached = (step: PromotionState) =>
    history.find(one => one.state === step);
  return (
    <div className={styles.root}>
      <div role="status" aria-live="polite" className={styles.now}>
        <ToneLabel {...PROMOTION_STATES[state]} state={state} />
        {last?.message && <span>{last.message}</span>}
      </div>
      <ol className={styles.steps} aria-label="Progress">
        {way.map(step => {
          const made = reached(step);
          const isNow = !ended && step === state;
          return (
            <li
              key={step}
              aria-current={isNow ? 'step' : undefined}
              className={made ? styles.made : styles.due}
            >
              <span className={styles.dot}>
                {made && <RiCheckLine aria-hidden />}
              </span>
              <span>
                {PROMOTION_STATES[step].word}
                <VisuallyHidden>{made ? ': done' : ': to come'}</VisuallyHidden>
              </span>
              {made && (
                <span className={styles.time}>
                  <RelativeTime value={made.at} />
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </div>
  );
};
