import {
  type DriftReport,
  type OverlayPlan,
  type Plan,
  withDrift,
} from '@slipway/plugin-gitops-common';
import type { ClusterDrift } from './ClusterDrift';

/** Adds to plans, when they are shown, what a sync would overwrite on clusters at that moment. */
export class DriftReader {
  readonly #clusters: ReadonlyMap<string, ClusterDrift>;

  constructor(clusters: readonly ClusterDrift[]) {
    this.#clusters = new Map(clusters.map(one => [one.cluster, one]));
  }

  /** The plan with drift, where clusters can be asked. Never throws, and waits no longer than a cluster's deadline. */
  async show(plan: Plan): Promise<Plan> {
    const asked = plan.overlays.filter(
      // What is new overwrites nothing, and of what cannot be rendered nothing is said.
      ({ change, problem }) => change === 'changed' && !problem,
    );
    const answers = await Promise.all(
      [...this.#clusters].map(async ([name, cluster]) => {
        const there = asked.filter(overlay => isOn(overlay, name));
        const reports = await cluster.read(
          there.map(({ application }) => application),
        );
        return { name, there, reports };
      }),
    );
    const byOverlay = new Map<string, Map<string, DriftReport>>();
    for (const { name, there, reports } of answers) {
      for (const { path, application } of there) {
        const report = reports.get(application);
        if (report) {
          byOverlay.set(
            path,
            (byOverlay.get(path) ?? new Map()).set(name, report),
          );
        }
      }
    }
    return byOverlay.size > 0 ? withDrift(plan, byOverlay) : plan;
  }
}

/** Whether a cluster has the Application before the change and after it. */
function isOn(
  { clusters, clustersAdded }: OverlayPlan,
  cluster: string,
): boolean {
  return clusters.includes(cluster) && !clustersAdded.includes(cluster);
}
