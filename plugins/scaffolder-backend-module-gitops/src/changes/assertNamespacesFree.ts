import { ConflictError } from '@backstage/errors';
import {
  componentNameProblem,
  namespaceName,
  overlayName,
  overlayPath,
} from '@slipway/plugin-gitops-common';
import { treeBelow } from '../component/componentTree';
import type { OpenComponent } from '../component/openComponent';
import type { NewOverlay } from './newOverlays';

/**
 * Refuses overlays whose namespace another component has in another
 * environment, as `shop` in `eu-prod` and `shop-eu` in `prod` would.
 *
 * @throws ConflictError that names the other component
 */
export async function assertNamespacesFree(
  { base, described, environments, repository }: OpenComponent,
  added: readonly NewOverlay[],
): Promise<void> {
  const namespaces = new Set(
    added.map(({ overlay }) =>
      namespaceName(described.name, overlay.environment),
    ),
  );
  for (const namespace of namespaces) {
    for (const { name: environment, clusters } of environments.environments) {
      const component = namespace.slice(0, -`-${environment}`.length);
      if (
        component === described.name ||
        namespaceName(component, environment) !== namespace ||
        componentNameProblem(component)
      ) {
        continue;
      }
      const common = { component, environment };
      const files = await treeBelow(
        repository,
        base,
        `apps/${component}/overlays`,
      );
      const overlays = [
        common,
        ...clusters.map(cluster => ({ ...common, cluster })),
      ];
      const taken = overlays.find(one =>
        [...files.keys()].some(path => path.startsWith(`${overlayPath(one)}/`)),
      );
      if (taken) {
        throw new ConflictError(
          `The namespace ${namespace} is that of ${component} in ${overlayName(taken)}, so ${described.name} cannot have it too. Nothing was created.`,
        );
      }
    }
  }
}
