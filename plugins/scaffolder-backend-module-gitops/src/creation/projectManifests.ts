import {
  appProjectFile,
  editAppProject,
  namespacesByCluster,
  type Environments,
} from '@slipway/plugin-gitops-common';
import { Manifest } from '../manifests/readManifests';
import { ComponentRequest } from './componentManifests';
import {
  GitOpsBase,
  GitOpsRepository,
  readFileAt,
} from '../proposal/gitOpsBase';

/**
 * The team's AppProject on every cluster that hosts one of the environments,
 * widened by the component's namespaces and by nothing else.
 */
export async function projectManifests(
  repository: GitOpsRepository,
  base: GitOpsBase,
  environments: Environments,
  request: ComponentRequest,
): Promise<Manifest[]> {
  const namespaces = namespacesByCluster(
    environments,
    request.component,
    request.environments,
  );
  return Promise.all(
    [...namespaces].map(async ([cluster, names]) => {
      const path = appProjectFile(cluster, request.owner);
      const present = await readFileAt(repository, path, base.commit);
      const content = editAppProject(present, path, {
        team: request.owner,
        namespaces: names,
        sourceRepos: [repository.location.url],
      });
      return { path, content };
    }),
  );
}
