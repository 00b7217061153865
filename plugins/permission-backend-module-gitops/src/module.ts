import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { GitOpsPermissionPolicy } from './GitOpsPermissionPolicy';

/** Sets the portal's permission policy. */
export const permissionModuleGitOps = createBackendModule({
  pluginId: 'permission',
  moduleId: 'gitops-policy',
  register(env) {
    env.registerInit({
      deps: { config: coreServices.rootConfig, policy: policyExtensionPoint },
      async init({ config, policy }) {
        policy.setPolicy(
          new GitOpsPermissionPolicy(
            config.getOptionalString('gitops.permissions.platformGroup') ??
              'group:default/platform',
          ),
        );
      },
    });
  },
});
