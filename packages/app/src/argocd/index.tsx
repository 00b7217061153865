import {
  configApiRef,
  discoveryApiRef,
  identityApiRef,
} from '@backstage/frontend-plugin-api';
import {
  ArgoCDApiClient,
  argoCDApiRef,
} from '@roadiehq/backstage-plugin-argo-cd';
import upstreamPlugin from '@roadiehq/backstage-plugin-argo-cd/alpha';
import { gitopsApiRef } from '@slipway/plugin-gitops';
import { configuredInstances } from './configuredInstances';
import { FollowedArgoCDApi } from './FollowedArgoCDApi';

/**
 * Upstream's plugin, with one overview card for each Argo CD instead of one for all, fed from what the portal follows
 * anyway.
 */
export const argocdPlugin = upstreamPlugin.withOverrides({
  extensions: [
    upstreamPlugin.getExtension('entity-card:argocd/overviewCard').override({
      params: {
        loader: async () => {
          const { InstanceCards } = await import('./InstanceCards');
          return <InstanceCards />;
        },
      },
    }),
    upstreamPlugin.getExtension('api:argocd').override({
      params: defineParams =>
        defineParams({
          api: argoCDApiRef,
          deps: {
            configApi: configApiRef,
            discoveryApi: discoveryApiRef,
            gitops: gitopsApiRef,
            identityApi: identityApiRef,
          },
          factory: ({ configApi, discoveryApi, gitops, identityApi }) => {
            const instances = configuredInstances(configApi);
            return new FollowedArgoCDApi({
              upstream: new ArgoCDApiClient({
                discoveryApi,
                identityApi,
                backendBaseUrl: configApi.getString('backend.baseUrl'),
                useNamespacedApps:
                  configApi.getOptionalBoolean('argocd.namespacedApps') ??
                  false,
                searchInstances: instances.length > 0,
              }),
              gitops,
              instances,
            });
          },
        }),
    }),
  ],
});
