import {
  cellState,
  type CellVerdict,
  type ComponentDelivery,
  type DeliveryCell,
  type Environment,
  formatFileProblem,
  namespaceName,
  type Observation,
  type ObservedApplication,
  overlayForCluster,
  overlayName,
  parseImage,
  releaseVersion,
} from '@slipway/plugin-gitops-common';
import type { IndexedOverlay, Snapshot } from '../index/snapshot';

/** Age in milliseconds from which an answer of Argo CD is stale. */
export const STALE_AFTER_MS = 60_000;

/** The part of a {@link ComponentDelivery} that is worked out here. */
export type DeliveryMatrix = Pick<
  ComponentDelivery,
  'known' | 'owner' | 'clusters' | 'environments'
>;

/**
 * Puts together what Git wants and what clusters do, for one component.
 *
 * @param observations - by cluster; one that is missing has no Argo CD configured
 */
export function deliveryMatrix(
  snapshot: Snapshot | undefined,
  component: string,
  observations: ReadonlyMap<string, Observation>,
  now: Date,
): DeliveryMatrix {
  if (!snapshot) {
    return { known: false, clusters: [], environments: [] };
  }
  // `Object.hasOwn`: names come from addresses, and `constructor` is a fine component name.
  const indexed = Object.hasOwn(snapshot.components, component)
    ? snapshot.components[component]
    : undefined;
  const { environments, clusters } = snapshot.environments;
  return {
    known: indexed !== undefined,
    owner: indexed?.component?.owner,
    clusters: clusters.map(({ name, title }) => ({ name, title })),
    environments: environments.map(environment => ({
      name: environment.name,
      title: environment.title,
      cells: environment.clusters.map(cluster =>
        deliveryCell({
          component,
          environment,
          cluster,
          overlays: indexed?.overlays ?? [],
          observation: observations.get(cluster),
          now,
        }),
      ),
    })),
  };
}

interface CellInput {
  component: string;
  environment: Environment;
  cluster: string;
  overlays: readonly IndexedOverlay[];
  observation: Observation | undefined;
  now: Date;
}

function deliveryCell(input: CellInput): DeliveryCell {
  const { component, environment, cluster, overlays } = input;
  const observation: Observation = input.observation ?? {
    status: 'unknown',
    reason: `No Argo CD is configured for ${cluster}; add it to gitops.clusters.`,
  };
  const taken = overlayForCluster(
    component,
    environment,
    cluster,
    overlays.map(overlay => overlay.name),
  );
  const overlay =
    taken && overlays.find(one => one.name === overlayName(taken));
  const last =
    observation.status === 'observed' ? observation : observation.last;
  const application = last?.applications.find(
    one => one.component === component && one.environment === environment.name,
  );
  return {
    cluster,
    ...verdict(input, observation, application, overlay),
    desired: overlay && {
      version: releaseVersion(overlay.images),
      images: overlay.images,
      overlay: `apps/${component}/overlays/${overlay.name}`,
      commit: overlay.commit,
      committedAt: overlay.committedAt,
      author: overlay.author,
    },
    ...(application && {
      synced: {
        revision: application.revision,
        version: runningVersion(application, overlay),
        images: application.images,
      },
      sync: application.sync,
      health: application.health,
      lastSyncedAt: application.lastSyncedAt,
      applicationUrl: application.url,
    }),
    observedAt: last?.observedAt,
    applicationName:
      application?.name ?? namespaceName(component, environment.name),
  };
}

function verdict(
  input: CellInput,
  observation: Observation,
  application: ObservedApplication | undefined,
  overlay: IndexedOverlay | undefined,
): CellVerdict {
  if (overlay?.problem) {
    return { state: 'unknown', message: formatFileProblem(overlay.problem) };
  }
  return cellState({
    desired: overlay,
    observed:
      observation.status === 'observed'
        ? {
            status: 'observed',
            ageMs: input.now.getTime() - Date.parse(observation.observedAt),
            application,
          }
        : observation,
    staleAfterMs: STALE_AFTER_MS,
  });
}

/** The version that runs, of the release's images only: sidecars have versions of their own. */
function runningVersion(
  application: ObservedApplication,
  overlay: IndexedOverlay | undefined,
): string | undefined {
  const names = new Set(
    overlay?.images.map(image => image.newName ?? image.name),
  );
  return releaseVersion(
    application.images
      .map(parseImage)
      .filter(image => names.has(image.name))
      .map(({ name, tag, digest }) => ({ name, newTag: tag, digest })),
  );
}
