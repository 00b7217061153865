import { ConflictError } from '@backstage/errors';
import {
  namespaceName,
  type ComponentDelivery,
  type Environments,
} from '@slipway/plugin-gitops-common';

/**
 * Refuses to go on while a cluster has, or may have, an Application of the
 * component. Argo CD deletes of an Application only what its project allows:
 * without the rights, the rest would stay behind, and nobody would be told.
 *
 * @param environments - where to look; a place that nothing is known of counts as one that has it
 */
export function assertGone(
  delivery: ComponentDelivery,
  { environments }: Pick<Environments, 'environments'>,
): void {
  const { component } = delivery;
  const left = environments.flatMap(({ name, clusters }) =>
    clusters.flatMap(cluster => {
      const state = delivery.environments
        .find(one => one.name === name)
        ?.cells.find(one => one.cluster === cluster)?.state;
      return state === 'not-deployed'
        ? []
        : [
            `${namespaceName(component, name)} on ${cluster} is ${state ?? 'unknown'}`,
          ];
    }),
  );
  if (left.length > 0) {
    throw new ConflictError(
      `${component} may not be gone yet: ${left.join(', ')}. Confirm the deletion of databases and volumes in Argo CD, wait until the Delivery page shows nothing on any cluster, and run the template again.`,
    );
  }
}
