import type {
  Observation,
  ObservedApplication,
  RolloutStep,
} from '@slipway/plugin-gitops-common';

/** An Application that a change is on its way to. */
export interface RolloutTarget {
  application: string;
  environment: string;
  cluster: string;
  /** Whether the change takes the Application away. */
  goes: boolean;
}

/**
 * How far a change has come.
 *
 * @param observations - by cluster
 * @param includes - revisions that contain the change
 */
export function rolloutSteps(
  targets: readonly RolloutTarget[],
  observations: ReadonlyMap<string, Observation>,
  includes: ReadonlySet<string>,
): RolloutStep[] {
  return targets.map(target => {
    const observation = observations.get(target.cluster);
    if (observation?.status !== 'observed') {
      return {
        ...target,
        state: 'unknown',
        message:
          observation?.reason ?? 'The portal does not read this cluster.',
      };
    }
    const application = observation.applications.find(
      ({ name }) => name === target.application,
    );
    const step = target.goes
      ? goingStep(application)
      : comingStep(application, includes);
    return { ...target, ...step, url: application?.url };
  });
}

type Step = Pick<RolloutStep, 'state' | 'message'>;

function goingStep(application: ObservedApplication | undefined): Step {
  return application
    ? { state: 'merged', message: 'Argo CD still has it.' }
    : { state: 'gone' };
}

function comingStep(
  application: ObservedApplication | undefined,
  includes: ReadonlySet<string>,
): Step {
  if (!application) {
    return { state: 'merged', message: 'Argo CD does not have it yet.' };
  }
  const { revision, sync, health, operation, message, failing } = application;
  if (revision === undefined || !includes.has(revision)) {
    return { state: 'merged' };
  }
  const synced = sync === 'Synced';
  const broken = !synced && (operation === 'Failed' || operation === 'Error');
  if (broken || health === 'Degraded') {
    return { state: 'failed', message: failing?.message ?? message };
  }
  if (!synced) {
    return { state: 'seen', message };
  }
  return health === 'Healthy'
    ? { state: 'healthy' }
    : { state: 'synced', message };
}
