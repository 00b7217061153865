import type {
  ArgoApplication,
  ArgoApplicationsResponse,
  Observation,
  ObservedApplication,
} from '@slipway/plugin-gitops-common';

/**
 * What is known without asking an Argo CD of a component's Applications there. What is out of date is not shown as if
 * it were not: these cards have no place for an age.
 */
export function argoInstance(
  name: string,
  observation: Observation,
): ArgoApplicationsResponse['instances'][number] {
  if (observation.status !== 'observed') {
    return { name, problem: observation.reason };
  }
  const applications = observation.applications.map(toArgoApplication);
  return applications.some(one => one === undefined)
    ? { name }
    : { name, applications: applications.filter(one => one !== undefined) };
}

function toArgoApplication({
  name,
  sync,
  revision,
  health,
  images,
  argo,
}: ObservedApplication): ArgoApplication | undefined {
  return (
    argo && {
      metadata: { name, namespace: argo.namespace },
      spec: { source: argo.source, destination: argo.destination },
      status: {
        sync: { status: sync, revision },
        health: { status: health },
        summary: { images },
        conditions: argo.conditions,
        operationState: argo.operationState,
      },
    }
  );
}
