import { NotFoundError } from '@backstage/errors';
import { namespaceName } from '../names';
import type { Environments } from './environments';

/**
 * The namespaces that a component needs on each cluster to live in some environments.
 *
 * @param names - names of environments
 * @throws `NotFoundError` for an environment that `environments.yaml` does not have
 */
export function namespacesByCluster(
  environments: Environments,
  component: string,
  names: readonly string[],
): Map<string, string[]> {
  const known = environments.environments;
  const missing = names.find(name => !known.some(one => one.name === name));
  if (missing !== undefined) {
    throw new NotFoundError(
      `Environment "${missing}" is not in environments.yaml; choose one of ${known
        .map(one => one.name)
        .join(', ')}`,
    );
  }
  const result = new Map<string, string[]>();
  for (const environment of known.filter(one => names.includes(one.name))) {
    for (const cluster of environment.clusters) {
      result.set(cluster, [
        ...(result.get(cluster) ?? []),
        namespaceName(component, environment.name),
      ]);
    }
  }
  return result;
}
