import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { kubernetesModuleGitOps } from './module';
import { gitopsModuleKubernetes } from './workloadsModule';

/**
 * The clusters of the gitops plugin for the Kubernetes plugin, and the Kubernetes APIs of clusters for the gitops
 * plugin.
 *
 * @packageDocumentation
 */
export default createBackendFeatureLoader({
  *loader() {
    yield kubernetesModuleGitOps;
    yield gitopsModuleKubernetes;
  },
});

export { gitopsModuleKubernetes } from './workloadsModule';
