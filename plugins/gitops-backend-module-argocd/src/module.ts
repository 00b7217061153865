import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  gitopsClusterStatusExtensionPoint,
  gitopsLiveObjectsExtensionPoint,
} from '@slipway/plugin-gitops-node';
import { ArgoCdLiveObjects } from './ArgoCdLiveObjects';
import { ArgoCdStatusProvider } from './ArgoCdStatusProvider';
import { readArgoCdInstances } from './config';

/** Lets the gitops plugin read the Argo CD of every cluster in `gitops.clusters`. */
export const gitopsModuleArgoCd = createBackendModule({
  pluginId: 'gitops',
  moduleId: 'argocd',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        clusters: gitopsClusterStatusExtensionPoint,
        liveObjects: gitopsLiveObjectsExtensionPoint,
      },
      async init({ config, clusters, liveObjects }) {
        for (const instance of readArgoCdInstances(config)) {
          clusters.addProvider(new ArgoCdStatusProvider(instance));
          liveObjects.addProvider(new ArgoCdLiveObjects(instance));
        }
      },
    });
  },
});
