import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { gitopsClusterWorkloadsExtensionPoint } from '@slipway/plugin-gitops-node';
import { readKubernetesClusters } from './config';
import { KubernetesWorkloads } from './workloads/KubernetesWorkloads';

/** Lets the gitops plugin read what runs on the clusters of `gitops.clusters`. */
export const gitopsModuleKubernetes = createBackendModule({
  pluginId: 'gitops',
  moduleId: 'kubernetes',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        lifecycle: coreServices.lifecycle,
        workloads: gitopsClusterWorkloadsExtensionPoint,
      },
      async init({ config, lifecycle, workloads }) {
        for (const cluster of readKubernetesClusters(config)) {
          const provider = new KubernetesWorkloads(cluster);
          workloads.addProvider(provider);
          lifecycle.addShutdownHook(() => provider.close());
        }
      },
    });
  },
});
