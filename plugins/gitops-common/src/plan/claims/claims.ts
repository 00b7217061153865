import type { JsonValue } from '@backstage/types';
import type { OverlayClaims, RenderedOverlay } from '../input';
import { apiGroup } from '../objects/identity';
import { asList, asObject, asText } from '../objects/json';
import { kubernetesObjects } from '../objects/kubernetesObjects';
import type { KubernetesObject } from '../objects/KubernetesObject';

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

/** Hosts that objects ask to be served under, lower case and sorted: of Ingresses and of Gateway API routes. */
export function hostsOf(objects: readonly KubernetesObject[]): string[] {
  const hosts = objects.flatMap(object => {
    const spec = asObject(object.spec);
    if (
      object.kind === 'Ingress' &&
      ['networking.k8s.io', 'extensions'].includes(apiGroup(object))
    ) {
      return asList(spec.rules).map(rule => asObject(rule).host);
    }
    if (apiGroup(object) === 'gateway.networking.k8s.io') {
      return asList(spec.hostnames);
    }
    return [];
  });
  return distinct(
    hosts.map(host => asText(host).toLowerCase().replace(/\.$/, '')),
  );
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

function distinct(values: readonly (JsonValue | undefined)[]): string[] {
  return [...new Set(values.map(asText).filter(text => text !== ''))].sort();
}
