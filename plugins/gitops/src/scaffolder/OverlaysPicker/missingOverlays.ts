import {
  overlayName,
  type ComponentDelivery,
  type EnvironmentsResponse,
} from '@slipway/plugin-gitops-common';

/** An overlay that a component could get. */
export interface MissingOverlay {
  name: string;
  clusters: string[];
  /**
   * - `new`: the component is not in the environment
   * - `own`: it is, and the cluster would get settings of its own
   */
  kind: 'new' | 'own';
}

/** Names of the overlays that a component has. */
export function presentOverlays(delivery: ComponentDelivery): string[] {
  const paths = delivery.environments
    .flatMap(({ cells }) => cells)
    .flatMap(({ desired }) => (desired ? [desired.overlay] : []));
  return [...new Set(paths.map(path => path.split('/').at(-1) ?? path))];
}

/**
 * The overlays that a component lacks, in order of promotion. A cluster takes
 * one overlay: once one has its own, so do the others of the environment.
 */
export function missingOverlays(
  { environments }: Pick<EnvironmentsResponse, 'environments'>,
  present: readonly string[],
): MissingOverlay[] {
  return environments.flatMap(({ name: environment, clusters }) => {
    const whole = present.includes(environment);
    const single = clusters.map(cluster => ({
      name: overlayName({ environment, cluster }),
      clusters: [cluster],
      kind: whole ? ('own' as const) : ('new' as const),
    }));
    const lacking = single.filter(({ name }) => !present.includes(name));
    const offered = clusters.length > 1 ? lacking : [];
    return whole || lacking.length < clusters.length
      ? offered
      : [{ name: environment, clusters, kind: 'new' as const }, ...offered];
  });
}
