import { objectId } from './identity';
import type { KubernetesObject } from './KubernetesObject';

/**
 * Objects with their namespaces written as on another side: Argo CD puts one without into the namespace of its
 * Application, so that saying so, or no longer saying so, changes nothing.
 *
 * @param namespace - of the Application
 */
export function alignNamespaces(
  objects: readonly KubernetesObject[],
  others: readonly KubernetesObject[],
  namespace: string,
): KubernetesObject[] {
  const [own, wanted] = [objects, others].map(
    side => new Set(side.map(objectId)),
  );
  return objects.map(object => {
    const written = otherwise(object, namespace);
    const id = written && objectId(written);
    return id && wanted.has(id) && !own.has(id) && !wanted.has(objectId(object))
      ? written
      : object;
  });
}

/** The same object with its namespace left out, or said; undefined if it is in another. */
function otherwise(
  object: KubernetesObject,
  namespace: string,
): KubernetesObject | undefined {
  const { namespace: own, ...metadata } = object.metadata;
  if (own === undefined) {
    return { ...object, metadata: { ...metadata, namespace } };
  }
  return own === namespace ? { ...object, metadata } : undefined;
}
