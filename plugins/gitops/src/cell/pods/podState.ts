import type { PodSummary } from '@slipway/plugin-gitops-common';
import {
  RiAlertFill,
  RiCheckboxCircleFill,
  RiProgress4Line,
  RiSubtractLine,
} from '@remixicon/react';
import type { Appearance } from '../../components/ToneLabel';

/** Reasons that every pod gives on its way. */
const STARTING: ReadonlySet<string> = new Set([
  'ContainerCreating',
  'PodInitializing',
]);

/** How a pod fares, in Kubernetes' own words where it has some. */
export function podState(pod: PodSummary): Appearance {
  const { phase, ready, reason } = pod;
  if (phase === 'Succeeded') {
    return { word: 'Completed', tone: 'quiet', Shape: RiSubtractLine };
  }
  if (ready) {
    return { word: 'Ready', tone: 'positive', Shape: RiCheckboxCircleFill };
  }
  const failing =
    phase === 'Failed' ||
    pod.restarts > 0 ||
    (reason !== undefined && !STARTING.has(reason));
  return failing
    ? { word: reason ?? phase, tone: 'negative', Shape: RiAlertFill }
    : { word: reason ?? 'Starting', tone: 'info', Shape: RiProgress4Line };
}

/** Pods that fail before the others. */
export function troubledFirst(pods: readonly PodSummary[]): PodSummary[] {
  return [...pods].sort(
    (one, other) =>
      Number(podState(other).tone === 'negative') -
      Number(podState(one).tone === 'negative'),
  );
}
