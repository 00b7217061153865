import type { KubernetesObject } from './KubernetesObject';

/** The API group of an object; the core group is the empty string. */
export function apiGroup(object: Pick<KubernetesObject, 'apiVersion'>): string {
  const slash = object.apiVersion.indexOf('/');
  return slash < 0 ? '' : object.apiVersion.slice(0, slash);
}

/**
 * What an object is known by: `group/Kind/namespace/name`. Not the version, because the same object
 * can be written in several.
 */
export function objectId(object: KubernetesObject): string {
  const { namespace = '', name } = object.metadata;
  return `${apiGroup(object)}/${object.kind}/${namespace}/${name}`;
}
