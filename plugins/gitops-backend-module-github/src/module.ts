import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { gitopsForgeExtensionPoint } from '@slipway/plugin-gitops-node';
import { GithubForge } from './GithubForge';

/** Makes GitHub the forge of the gitops plugin. */
export const gitopsModuleGithub = createBackendModule({
  pluginId: 'gitops',
  moduleId: 'github',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        forges: gitopsForgeExtensionPoint,
      },
      async init({ config, forges }) {
        forges.setForge(GithubForge.fromConfig(config));
      },
    });
  },
});
