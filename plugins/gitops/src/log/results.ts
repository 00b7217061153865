import type {
  ChangeResult,
  VersionChange,
} from '@slipway/plugin-gitops-common';
import {
  RiAlertFill,
  RiCheckboxCircleFill,
  RiDeleteBinLine,
  RiHeartPulseFill,
  RiTimeLine,
} from '@remixicon/react';
import type { Appearance } from '../components/ToneLabel';

/** What came of a change on a cluster. */
export type Outcome =
  'failed' | 'waiting' | 'recovered' | 'healthy' | 'removed';

/** What outcomes look like, the gravest first. */
export const OUTCOMES: Readonly<Record<Outcome, Appearance>> = {
  failed: { word: 'Failed', tone: 'negative', Shape: RiAlertFill },
  waiting: { word: 'No result yet', tone: 'quiet', Shape: RiTimeLine },
  recovered: { word: 'Recovered', tone: 'warning', Shape: RiHeartPulseFill },
  healthy: { word: 'Healthy', tone: 'positive', Shape: RiCheckboxCircleFill },
  removed: { word: 'Removed', tone: 'quiet', Shape: RiDeleteBinLine },
};

/** What came of a change on one cluster. What failed after it was healthy failed. */
export function outcomeOn(change: VersionChange, cluster: string): Outcome {
  if (change.kind === 'removal') {
    return 'removed';
  }
  const { healthyAt, failedAt } = change.results[cluster] ?? {};
  if (failedAt === undefined) {
    return healthyAt === undefined ? 'waiting' : 'healthy';
  }
  return healthyAt !== undefined && Date.parse(healthyAt) > Date.parse(failedAt)
    ? 'recovered'
    : 'failed';
}

/** Clusters of a change by what came of it there, the gravest first. */
export function clustersByOutcome(
  change: VersionChange,
): { outcome: Outcome; clusters: string[] }[] {
  return (Object.keys(OUTCOMES) as Outcome[]).flatMap(outcome => {
    const clusters = change.clusters.filter(
      cluster => outcomeOn(change, cluster) === outcome,
    );
    return clusters.length > 0 ? [{ outcome, clusters }] : [];
  });
}

/** Whether it is known to have run well somewhere, so that going back to it can help. */
export function wasHealthy({ results }: VersionChange): boolean {
  return Object.values<ChangeResult>(results).some(
    ({ healthyAt }) => healthyAt !== undefined,
  );
}
