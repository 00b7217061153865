import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createAddDataAction } from './actions/addData/addData';
import { createAddOverlaysAction } from './actions/addOverlays/addOverlays';
import { createAwaitEntityAction } from './actions/awaitEntity/awaitEntity';
import { createDecommissionAction } from './actions/decommission/decommission';
import { createPublishRepositoryAction } from './actions/publishRepository/publishRepository';
import { createPullRequestAction } from './actions/pullRequest/pullRequest';
import { createReadComponentAction } from './actions/readComponent/readComponent';
import { createValidateComponentAction } from './actions/validateComponent/validateComponent';
import { readCreationSettings } from './service/creationSettings';
import { GitOpsClient } from './service/gitopsClient';

/**
 * Adds the `gitops:` actions to the scaffolder: checking a component, its
 * repository, and the pull requests that create, change and remove it in the
 * GitOps repository.
 *
 * @public
 */
export const scaffolderModuleGitOps = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'gitops',
  register(env) {
    env.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        userInfo: coreServices.userInfo,
      },
      async init({ actions, auth, catalog, config, discovery, userInfo }) {
        const integrations = ScmIntegrations.fromConfig(config);
        const credentials =
          DefaultGithubCredentialsProvider.fromIntegrations(integrations);
        const settings = readCreationSettings(config, integrations);
        const gitops = new GitOpsClient({ auth, discovery });
        const options = {
          config,
          integrations,
          credentials,
          settings,
          gitops,
          auth,
          catalog,
          userInfo,
        };
        actions.addActions(
          createValidateComponentAction(options),
          createPublishRepositoryAction(options),
          createPullRequestAction(options),
          createAwaitEntityAction({ catalog }),
          createReadComponentAction(options),
          createAddOverlaysAction(options),
          createAddDataAction(options),
          createDecommissionAction(options),
        );
      },
    });
  },
});
