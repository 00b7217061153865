import type { OverlayClaims, RenderedOverlay } from '../input';
import { apiGroup } from '../objects/identity';
import { kubernetesObjects } from '../objects/kubernetesObjects';
import type { KubernetesObject } from '../objects/KubernetesObject';
import { distinct } from './distinct';
import { hostsOf } from './hosts';

/** What a rendered overlay occupies; what other overlays' plans need to know of it. */
export function claimsOf(rendered: RenderedOverlay): OverlayClaims {
  const objects = kubernetesObjects(rendered.objects);
  return {
    overlay: rendered.overlay,
    clusters: rendered.clusters,
    hosts: hostsOf(objects),
    namespaces: namespacesOf(objects),
  };
}

/** Namespaces that objects are in, or make; sorted. */
export function namespacesOf(objects: readonly KubernetesObject[]): string[] {
  return distinct(
    objects.map(object =>
      object.kind === 'Namespace' && apiGroup(object) === ''
        ? object.metadata.name
        : object.metadata.namespace,
    ),
  );
}
