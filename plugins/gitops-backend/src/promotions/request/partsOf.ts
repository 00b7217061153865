import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  artefactsOf,
  clustersOfOverlay,
  type Environment,
  overlayName,
  overlayPath,
  parseOverlayName,
  type PromotionPart,
  type PromotionRequest,
  type ReleaseArtefact,
  releaseVersion,
} from '@slipway/plugin-gitops-common';
import type { IndexedOverlay, Snapshot } from '../../index/snapshot';

type RequestedPart = PromotionRequest['parts'][number];

/** An overlay of a component in an environment, as Git has it. */
export interface PlacedOverlay {
  path: string;
  clusters: string[];
  indexed: IndexedOverlay;
}

/** @throws `NotFoundError` if `environments.yaml` has no such environment */
export function environmentOf(snapshot: Snapshot, name: string): Environment {
  const found = snapshot.environments.environments.find(
    one => one.name === name,
  );
  if (!found) {
    throw new NotFoundError(
      `Environment "${name}" is not in environments.yaml; choose one that is`,
    );
  }
  return found;
}

/** The overlays of a component in an environment that some cluster takes. */
export function overlaysIn(
  snapshot: Snapshot,
  component: string,
  environment: Environment,
): PlacedOverlay[] {
  const overlays = Object.hasOwn(snapshot.components, component)
    ? snapshot.components[component].overlays
    : [];
  const names = overlays.map(({ name }) => name);
  return overlays.flatMap(indexed => {
    const overlay = parseOverlayName(
      snapshot.environments,
      component,
      indexed.name,
    );
    if (overlay?.environment !== environment.name) {
      return [];
    }
    const clusters = clustersOfOverlay(environment, overlay, names);
    return clusters.length === 0
      ? []
      : { path: overlayPath(overlay), clusters, indexed };
  });
}

/**
 * The overlays that a requested part is about: all of the environment's, or those of the clusters it names.
 *
 * @throws `InputError` if the component is not there, or clusters share an overlay with others
 */
export function overlaysOf(
  snapshot: Snapshot,
  environment: Environment,
  { component, clusters }: RequestedPart,
): PlacedOverlay[] {
  const all = overlaysIn(snapshot, component, environment);
  if (all.length === 0) {
    throw new InputError(
      `${component} has no overlay in ${environment.name}; add the environment to the component first`,
    );
  }
  if (!clusters) {
    return all;
  }
  for (const cluster of clusters) {
    const overlay = all.find(one => one.clusters.includes(cluster));
    if (!overlay) {
      throw new InputError(
        `${component} does not run in ${environment.name} on ${cluster}`,
      );
    }
    const other = overlay.clusters.find(one => !clusters.includes(one));
    if (other !== undefined) {
      throw new InputError(
        `${overlay.path} is for ${cluster} and ${other} together; choose both, or give ${cluster} an overlay of its own (${overlayName({ environment: environment.name, cluster })})`,
      );
    }
  }
  return all.filter(one => one.clusters.some(name => clusters.includes(name)));
}

/** A part of the record, before it is known whether Git says so already. */
export function partOf(
  { component, version }: RequestedPart,
  { path, clusters, indexed }: PlacedOverlay,
  images: ReleaseArtefact[],
): PromotionPart {
  return {
    component,
    overlay: path,
    clusters,
    from: releaseVersion(indexed.images),
    to: version,
    images,
  };
}

/** The artefacts of a version as overlays name it. */
export function namedIn(
  overlays: readonly PlacedOverlay[],
  version: string,
): ReleaseArtefact[] | undefined {
  const found = overlays.find(
    ({ indexed }) => releaseVersion(indexed.images) === version,
  );
  return found && artefactsOf(found.indexed.images);
}

/** @throws `InputError` for a request that contradicts itself */
export function checkRequest({ kind, parts }: PromotionRequest): void {
  const names = new Set(parts.map(({ component }) => component));
  if (names.size < parts.length) {
    throw new InputError('parts: a component is there twice; name it once');
  }
  if (kind !== 'train' && parts.length > 1) {
    throw new InputError(
      `kind: a ${kind} is of one component; ask for a train to bring several`,
    );
  }
}

/** What is answered if Git says already what is asked for. */
export function nothingToDo({
  parts,
  environment,
}: PromotionRequest): ConflictError {
  const [{ component, version }] = parts;
  const what =
    parts.length === 1
      ? `${component} ${version}`
      : `every one of these ${parts.length} releases`;
  return new ConflictError(
    `Git names ${what} in ${environment} already; look at the clusters if it does not run`,
  );
}
