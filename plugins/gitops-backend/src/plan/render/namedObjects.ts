import type { KubernetesObject } from '@slipway/plugin-gitops-common';

/**
 * The objects that a renderer wrote, each with a name. Lists are what is in them, as Argo CD takes
 * them; an object that the API server is to name has that of its prefix, so that it is seen.
 */
export function namedObjects(objects: readonly unknown[]): KubernetesObject[] {
  return objects.flatMap((object): KubernetesObject[] => {
    if (isList(object)) {
      return namedObjects(object.items);
    }
    if (isNamed(object)) {
      return [object];
    }
    const named = withName(object);
    return isNamed(named) ? [named] : [];
  });
}

function withName(object: unknown): unknown {
  if (!isRecord(object)) {
    return object;
  }
  const metadata = isRecord(object.metadata) ? object.metadata : {};
  const { generateName } = metadata;
  const name =
    typeof generateName === 'string' ? `${generateName}*` : '(without a name)';
  return { ...object, metadata: { ...metadata, name } };
}

function isNamed(value: unknown): value is KubernetesObject {
  return (
    isRecord(value) &&
    typeof value.apiVersion === 'string' &&
    typeof value.kind === 'string' &&
    isRecord(value.metadata) &&
    typeof value.metadata.name === 'string'
  );
}

function isList(value: unknown): value is { items: unknown[] } {
  return (
    isRecord(value) &&
    typeof value.kind === 'string' &&
    value.kind.endsWith('List') &&
    Array.isArray(value.items)
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
