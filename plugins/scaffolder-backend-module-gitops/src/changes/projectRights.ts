import {
  appProjectFile,
  editAppProject,
  namespaceName,
} from '@slipway/plugin-gitops-common';
import type { OpenComponent } from '../component/openComponent';
import { FileChange } from '../proposal/FileChange';
import type { NewOverlay } from './newOverlays';

/**
 * The team's AppProject on every cluster that takes one of the overlays, where
 * it does not allow their namespaces yet.
 */
export async function projectRights(
  { described, read, repository }: OpenComponent,
  added: readonly NewOverlay[],
): Promise<FileChange[]> {
  const namespaces = new Map<string, Set<string>>();
  for (const { overlay, clusters } of added) {
    for (const cluster of clusters) {
      const names = namespaces.get(cluster) ?? new Set();
      namespaces.set(
        cluster,
        names.add(namespaceName(described.name, overlay.environment)),
      );
    }
  }
  const changes = await Promise.all(
    [...namespaces].map(async ([cluster, names]) => {
      const path = appProjectFile(cluster, described.owner);
      const present = await read(path);
      const content = editAppProject(present, path, {
        team: described.owner,
        namespaces: [...names],
        sourceRepos: [repository.location.url],
      });
      return content === present ? [] : [{ path, content }];
    }),
  );
  return changes.flat();
}
