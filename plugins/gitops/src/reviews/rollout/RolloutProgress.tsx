import type { Rollout, RolloutStep } from '@slipway/plugin-gitops-common';
import { Link, Skeleton, Text } from '@backstage/ui';
import {
  RiAlertFill,
  RiCheckboxCircleFill,
  RiDeleteBinLine,
  RiEyeLine,
  RiGitMergeLine,
  RiQuestionLine,
  RiRefreshLine,
} from '@remixicon/react';
import { Failure } from '../../components/Failure';
import { ToneLabel, type Appearance } from '../../components/ToneLabel';
import { useRollout } from '../useReview';
import styles from './Rollout.module.css';

const STATES: Readonly<Record<RolloutStep['state'], Appearance>> = {
  merged: { word: 'Merged, not seen yet', tone: 'info', Shape: RiGitMergeLine },
  seen: { word: 'Seen by Argo CD', tone: 'info', Shape: RiEyeLine },
  synced: { word: 'Synced', tone: 'info', Shape: RiRefreshLine },
  healthy: { word: 'Healthy', tone: 'positive', Shape: RiCheckboxCircleFill },
  gone: { word: 'Gone', tone: 'positive', Shape: RiDeleteBinLine },
  failed: { word: 'Failed', tone: 'negative', Shape: RiAlertFill },
  unknown: { word: 'Not known', tone: 'warning', Shape: RiQuestionLine },
};

/** What an Application that goes is until it is gone. */
const GOING: Appearance = {
  word: 'Merged, still there',
  tone: 'info',
  Shape: RiGitMergeLine,
};

/** Steps on the way to healthy; how many of them a state has made. */
const COMING_STEPS: readonly RolloutStep['state'][] = [
  'merged',
  'seen',
  'synced',
  'healthy',
];
const GOING_STEPS: readonly RolloutStep['state'][] = ['merged', 'gone'];

const Way = ({ state, goes }: Pick<RolloutStep, 'state' | 'goes'>) => {
  const steps = goes ? GOING_STEPS : COMING_STEPS;
  const made = steps.indexOf(state);
  return (
    <span className={styles.way} aria-hidden>
      {steps.map((step, index) => (
        <span key={step} className={index <= made ? styles.made : styles.due} />
      ))}
    </span>
  );
};

/** Follows a merged change until all is healthy or gone, or has failed. */
export const RolloutProgress = ({ number }: { number: number }) => {
  const { data, error, refetch } = useRollout(number);
  if (!data) {
    return error ? (
      <Failure error={error} thing="the rollout" onRetry={refetch} />
    ) : (
      <Skeleton width="60%" height="1.25rem" />
    );
  }
  return (
    <>
      <Text as="p" role="status" aria-live="polite">
        {inWords(data)}
      </Text>
      <ul className={styles.steps} aria-label="Rollout">
        {data.steps.map(step => (
          <li key={`${step.application} ${step.cluster}`}>
            <span className={styles.place}>
              {step.environment} on {step.cluster}
            </span>
            <Way state={step.state} goes={step.goes} />
            <ToneLabel {...appearanceOf(step)} state={step.state} />
            <span className={styles.message}>
              {step.url ? (
                <Link href={step.url} target="_blank" variant="body-small">
                  {step.application}
                </Link>
              ) : (
                step.application
              )}
              {step.message && <span> {step.message}</span>}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
};

function appearanceOf({ state, goes }: RolloutStep): Appearance {
  return goes && state === 'merged' ? GOING : STATES[state];
}

function inWords({ steps, done }: Rollout): string {
  const count = (wanted: RolloutStep['state']) =>
    steps.filter(({ state }) => state === wanted).length;
  const failed = count('failed');
  const unknown = count('unknown');
  if (steps.length === 0) {
    return 'Merged. No Application waits for it.';
  }
  const going = steps.filter(({ goes }) => goes).length;
  const coming = steps.length - going;
  const parts: string[] = [];
  if (coming > 0) {
    parts.push(`${count('healthy')} of ${coming} healthy`);
  }
  if (going > 0) {
    parts.push(`${count('gone')} of ${going} gone`);
  }
  if (failed > 0) {
    parts.push(`${failed} failed`);
  }
  if (unknown > 0) {
    parts.push(`${unknown} not known`);
  }
  return `${parts.join(', ')}${done ? '. Done.' : ', still on the way.'}`;
}
