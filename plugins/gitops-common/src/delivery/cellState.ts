import { type ReleaseImage, runsReleaseImage } from '../releases/release';
import type { CellState } from './delivery';
import type { FailingPods, ObservedApplication } from './observation';

/** What {@link cellState} decides from. */
export interface CellFacts {
  /** What Git wants there; undefined if Git has no overlay for it. */
  desired?: { images: readonly ReleaseImage[] };
  /** The cluster as its Argo CD last told it, or why it did not. */
  observed:
    | { status: 'observed'; ageMs: number; application?: ObservedApplication }
    | { status: 'unreachable' | 'forbidden' | 'unknown'; reason: string };
  /** Age in milliseconds from which an answer is stale. */
  staleAfterMs: number;
}

/** A state and, unless it is good, why. */
export interface CellVerdict {
  state: CellState;
  message?: string;
}

/**
 * The state of one environment on one cluster. What is not known to be good is never `synced`:
 * rules go from least to most certain, and only what passes all of them is good.
 */
export function cellState(facts: CellFacts): CellVerdict {
  const { desired, observed } = facts;
  if (observed.status !== 'observed') {
    return { state: observed.status, message: observed.reason };
  }
  if (observed.ageMs > facts.staleAfterMs) {
    return {
      state: 'stale',
      message: 'The last answer is too old to rely on.',
    };
  }
  const { application } = observed;
  if (!application) {
    return desired
      ? { state: 'not-deployed', message: 'In Git, not on the cluster yet.' }
      : { state: 'not-deployed', message: 'Git has no overlay for it.' };
  }
  if (!desired) {
    return {
      state: 'drifted',
      message: 'On the cluster, but Git has no overlay for it.',
    };
  }
  return ofApplication(application, desired.images);
}

function ofApplication(
  application: ObservedApplication,
  images: readonly ReleaseImage[],
): CellVerdict {
  const { sync, health, operation, failing, message } = application;
  const verdict = (state: CellState, reason: string): CellVerdict => ({
    state,
    message: message ?? reason,
  });
  // Argo CD calls a Deployment Progressing until its deadline of minutes, however its pods crash.
  if (failing) {
    return { state: 'degraded', message: describeFailing(failing) };
  }
  if (health === 'Degraded') {
    return verdict('degraded', 'Argo CD reports it as Degraded.');
  }
  if (operation === 'Failed' || operation === 'Error') {
    return verdict('degraded', 'The last sync failed.');
  }
  if (operation === 'Running' || operation === 'Terminating') {
    return verdict('progressing', 'A sync is running.');
  }
  if (sync === 'Unknown' || health === 'Unknown') {
    return verdict('unknown', 'Argo CD does not know its status.');
  }
  if (health === 'Progressing') {
    return verdict('progressing', 'Not healthy yet.');
  }
  if (health === 'Suspended') {
    return verdict('progressing', 'Suspended.');
  }
  if (sync === 'OutOfSync' || health === 'Missing') {
    return verdict('drifted', 'The cluster differs from Git.');
  }
  const behind = images.find(image => !runsImage(application.images, image));
  return behind
    ? verdict(
        'progressing',
        `${behind.newTag ?? behind.digest ?? behind.name} is in Git, not running yet.`,
      )
    : { state: 'synced' };
}

function describeFailing({ pods, example, message }: FailingPods): string {
  return pods === 1
    ? `1 pod is failing: ${message} (${example})`
    : `${pods} pods are failing: ${message} (${example} and others)`;
}

/** An image that no pod runs in any version contradicts nothing: a job's, or of zero replicas. */
function runsImage(running: readonly string[], image: ReleaseImage): boolean {
  const answers = running
    .map(one => runsReleaseImage(one, image))
    .filter(answer => answer !== undefined);
  return answers.length === 0 || answers.some(Boolean);
}
