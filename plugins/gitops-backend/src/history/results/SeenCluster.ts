import type {
  Observation,
  ObservedApplication,
} from '@slipway/plugin-gitops-common';

/** What a cluster said at one moment, by cell: with thousands of Applications, a search for each change takes seconds. */
export class SeenCluster {
  readonly observedAt: string;
  readonly #applications = new Map<string, ObservedApplication>();

  constructor({
    observedAt,
    applications,
  }: Extract<Observation, { status: 'observed' }>) {
    this.observedAt = observedAt;
    for (const one of applications) {
      const key = keyOf(one);
      // Of two, the first speaks for the cell.
      if (!this.#applications.has(key)) {
        this.#applications.set(key, one);
      }
    }
  }

  application(cell: {
    component: string;
    environment: string;
  }): ObservedApplication | undefined {
    return this.#applications.get(keyOf(cell));
  }
}

function keyOf(cell: { component: string; environment: string }): string {
  return `${cell.component}/${cell.environment}`;
}

/** Undefined if the cluster did not answer: then it says nothing about any change. */
export function seenOf(
  observation: Observation | undefined,
): SeenCluster | undefined {
  return observation?.status === 'observed'
    ? new SeenCluster(observation)
    : undefined;
}
