import type { OverlayStyle } from '../components/component';
import type { Environment, Environments } from '../environments/environments';

/** The directory of one component for one environment, or for one cluster of it. */
export interface Overlay {
  component: string;
  environment: string;
  /** Only if the overlay is for this one cluster of the environment. */
  cluster?: string;
}

/** The directory name below `overlays/`: `prod`, or `prod-yc` for one cluster alone. */
export function overlayName(overlay: Omit<Overlay, 'component'>): string {
  return overlay.cluster
    ? `${overlay.environment}-${overlay.cluster}`
    : overlay.environment;
}

/** Path of an overlay's directory. */
export function overlayPath(overlay: Overlay): string {
  return `apps/${overlay.component}/overlays/${overlayName(overlay)}`;
}

/** Where the release layer is in an overlay. */
export const RELEASE_FILES: Readonly<Record<OverlayStyle, string>> = {
  kustomize: 'release/kustomization.yaml',
  helm: 'release/release.yaml',
};

/** Path of an overlay's release layer, the only file in it that a machine rewrites. */
export function releaseFile(overlay: Overlay, style: OverlayStyle): string {
  return `${overlayPath(overlay)}/${RELEASE_FILES[style]}`;
}

/**
 * Reads an overlay's directory name.
 *
 * @returns undefined if no environment, or no cluster of it, is meant
 */
export function parseOverlayName(
  environments: Environments,
  component: string,
  name: string,
): Overlay | undefined {
  for (const environment of environments.environments) {
    if (name === environment.name) {
      return { component, environment: environment.name };
    }
    const cluster = environment.clusters.find(
      one => name === `${environment.name}-${one}`,
    );
    if (cluster) {
      return { component, environment: environment.name, cluster };
    }
  }
  return undefined;
}

/**
 * The overlay that a cluster of an environment takes: its own if there is one, never both.
 *
 * @param names - directory names below the component's `overlays/`
 */
export function overlayForCluster(
  component: string,
  environment: Environment,
  cluster: string,
  names: readonly string[],
): Overlay | undefined {
  const own = { component, environment: environment.name, cluster };
  if (names.includes(overlayName(own))) {
    return own;
  }
  const common = { component, environment: environment.name };
  return names.includes(overlayName(common)) ? common : undefined;
}

/** The clusters that an overlay lands on. */
export function clustersOfOverlay(
  environment: Environment,
  overlay: Overlay,
  names: readonly string[],
): string[] {
  return environment.clusters.filter(cluster => {
    const taken = overlayForCluster(
      overlay.component,
      environment,
      cluster,
      names,
    );
    return taken !== undefined && overlayName(taken) === overlayName(overlay);
  });
}
