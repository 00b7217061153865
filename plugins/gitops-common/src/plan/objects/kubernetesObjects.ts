import type { JsonObject, JsonValue } from '@backstage/types';
import { asList, asObject, asText, isObject } from './json';
import type { KubernetesObject } from './KubernetesObject';

/**
 * What was rendered, as objects that have a kind and a name: a chart may write anything. Lists are taken apart, as
 * Argo CD does; what is no object at all is left to Argo CD to refuse.
 */
export function kubernetesObjects(
  values: readonly (JsonValue | undefined)[],
): KubernetesObject[] {
  return values.flatMap(value => {
    if (!isObject(value)) {
      return [];
    }
    return asText(value.kind).endsWith('List') && Array.isArray(value.items)
      ? asList(value.items).flatMap(item =>
          isObject(item) ? withIdentity(item) : [],
        )
      : withIdentity(value);
  });
}

function withIdentity(value: JsonObject): KubernetesObject {
  const metadata = asObject(value.metadata);
  const { namespace, ...others } = metadata;
  return {
    ...value,
    apiVersion: asText(value.apiVersion),
    kind: asText(value.kind) || 'object',
    metadata: {
      ...others,
      // The cluster makes the rest of such a name.
      name: asText(metadata.name) || asText(metadata.generateName) || 'unnamed',
      ...(typeof namespace === 'string' && { namespace }),
    },
  };
}
