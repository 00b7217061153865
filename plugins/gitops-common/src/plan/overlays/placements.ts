import { overlayPath } from '../../overlays/overlays';
import type { PlanSide, RenderedOverlay } from '../input';

/** Which overlay an Application has on a cluster, at one commit. */
export class Placements {
  readonly #overlays = new Map<string, RenderedOverlay>();

  constructor(side: PlanSide) {
    for (const rendered of side.overlays.values()) {
      for (const cluster of rendered.clusters) {
        this.#overlays.set(`${rendered.application}@${cluster}`, rendered);
      }
    }
  }

  /** The overlay of an Application on a cluster; undefined if it is not there, or is the same on both sides. */
  find(application: string, cluster: string): RenderedOverlay | undefined {
    return this.#overlays.get(`${application}@${cluster}`);
  }

  /**
   * The one overlay that an Application has on all of some clusters: what `prod` was on a cluster before
   * `prod-yc` appears beside it.
   */
  findOnAll(
    application: string,
    clusters: readonly string[],
  ): RenderedOverlay | undefined {
    const [first, ...others] = clusters.map(cluster =>
      this.find(application, cluster),
    );
    return first &&
      others.every(
        one => one && overlayPath(one.overlay) === overlayPath(first.overlay),
      )
      ? first
      : undefined;
  }
}
