import type { JsonValue } from '@backstage/types';
import { apiGroup } from '../objects/identity';
import { asList, asObject, asText } from '../objects/json';
import type { KubernetesObject } from '../objects/KubernetesObject';
import { distinct } from './distinct';
import { traefikHosts } from './traefikHosts';

/**
 * Hosts that objects ask to be served under, lower case and sorted: of Ingresses, of routes of the
 * Gateway API, and of Traefik's.
 */
export function hostsOf(objects: readonly KubernetesObject[]): string[] {
  return distinct(
    objects
      .flatMap(hosts)
      .map(host => asText(host).toLowerCase().replace(/\.$/, '')),
  );
}

function hosts(object: KubernetesObject): (JsonValue | undefined)[] {
  const spec = asObject(object.spec);
  switch (apiGroup(object)) {
    case 'networking.k8s.io':
    case 'extensions':
      return object.kind === 'Ingress'
        ? asList(spec.rules).map(rule => asObject(rule).host)
        : [];
    case 'gateway.networking.k8s.io':
      return asList(spec.hostnames);
    case 'traefik.io':
    case 'traefik.containo.us':
      return asList(spec.routes).flatMap(route =>
        traefikHosts(asText(asObject(route).match)),
      );
    default:
      return [];
  }
}
