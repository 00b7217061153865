import { mockServices } from '@backstage/backend-test-utils';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import { readCreationSettings } from '../service/creationSettings';

/** Everything that the actions are made from, against one forge. */
export function actionOptions(forgeUrl: string) {
  const config = mockServices.rootConfig({
    data: {
      app: { baseUrl: 'http://portal.example' },
      gitops: { repository: `${forgeUrl}/acme/infra-gitops` },
      integrations: {
        github: [
          {
            host: new URL(forgeUrl).host,
            apiBaseUrl: `${forgeUrl}/api/v3`,
            token: 'secret-token',
          },
        ],
      },
    },
  });
  const integrations = ScmIntegrations.fromConfig(config);
  return {
    config,
    integrations,
    credentials:
      DefaultGithubCredentialsProvider.fromIntegrations(integrations),
    settings: readCreationSettings(config, integrations),
  };
}
