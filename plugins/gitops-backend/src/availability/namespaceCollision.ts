import {
  namespaceName,
  parseOverlayName,
  type Environments,
} from '@slipway/plugin-gitops-common';

/** Two components that want one namespace. */
export interface NamespaceCollision {
  namespace: string;
  component: string;
}

/**
 * Another component that has, in some environment, a namespace that a new one
 * would have in another: `shop-eu` in `prod` and `shop` in `eu-prod`.
 *
 * @param others - names of components and of the overlays that each has
 */
export function namespaceCollision(
  environments: Environments,
  component: string,
  others: ReadonlyMap<string, readonly string[]>,
): NamespaceCollision | undefined {
  const wanted = new Set(
    environments.environments.map(({ name }) => namespaceName(component, name)),
  );
  for (const [other, overlays] of others) {
    for (const overlay of overlays) {
      const parsed = parseOverlayName(environments, other, overlay);
      const namespace = parsed && namespaceName(other, parsed.environment);
      if (namespace && other !== component && wanted.has(namespace)) {
        return { namespace, component: other };
      }
    }
  }
  return undefined;
}
