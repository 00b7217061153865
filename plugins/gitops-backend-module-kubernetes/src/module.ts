import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  kubernetesAuthStrategyExtensionPoint,
  kubernetesClusterSupplierExtensionPoint,
  kubernetesFetcherExtensionPoint,
} from '@backstage/plugin-kubernetes-node';
import { readKubernetesClusters } from './config';
import { defaultStrategies } from './defaultStrategies';
import { GitOpsClustersSupplier } from './GitOpsClustersSupplier';
import { IsolatingFetcher } from './IsolatingFetcher';
import { FollowedCluster } from './tab/FollowedCluster';
import { WatchingFetcher } from './tab/WatchingFetcher';
import {
  TOKEN_FILE_AUTH_PROVIDER,
  TokenFileStrategy,
} from './TokenFileStrategy';

/** Shows the clusters of `gitops.clusters` in the Kubernetes plugin. */
export const kubernetesModuleGitOps = createBackendModule({
  pluginId: 'kubernetes',
  moduleId: 'gitops',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        strategies: kubernetesAuthStrategyExtensionPoint,
        clusters: kubernetesClusterSupplierExtensionPoint,
        fetchers: kubernetesFetcherExtensionPoint,
      },
      async init({
        config,
        lifecycle,
        logger,
        strategies,
        clusters,
        fetchers,
      }) {
        const own = readKubernetesClusters(config);
        const followed = new Map(
          own.map(cluster => [cluster.name, new FollowedCluster(cluster)]),
        );
        followed.forEach(cluster =>
          lifecycle.addShutdownHook(() => cluster.close()),
        );
        for (const [name, strategy] of Object.entries(
          defaultStrategies(config, logger),
        )) {
          strategies.addAuthStrategy(name, strategy);
        }
        strategies.addAuthStrategy(
          TOKEN_FILE_AUTH_PROVIDER,
          new TokenFileStrategy(),
        );
        clusters.addClusterSupplier(
          async ({ getDefault }) =>
            new GitOpsClustersSupplier(
              own,
              config.has('kubernetes.clusterLocatorMethods')
                ? await getDefault()
                : undefined,
            ),
        );
        fetchers.addFetcher(
          async ({ getDefault }) =>
            new IsolatingFetcher(
              new WatchingFetcher(await getDefault(), followed),
            ),
        );
      },
    });
  },
});
