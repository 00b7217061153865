import { ConflictError } from '@backstage/errors';
import type {
  ClusterStatusExtensionPoint,
  ClusterStatusProvider,
  ClusterWorkloadsExtensionPoint,
  ClusterWorkloadsProvider,
  Forge,
  ForgeExtensionPoint,
  LiveObjectsExtensionPoint,
  LiveObjectsProvider,
} from '@slipway/plugin-gitops-node';

/** Holds the forge until the plugin starts. */
export class ForgeExtension implements ForgeExtensionPoint {
  #forge: Forge | undefined;

  setForge(forge: Forge): void {
    if (this.#forge) {
      throw new ConflictError('A forge is set already; install one module');
    }
    this.#forge = forge;
  }

  get forge(): Forge | undefined {
    return this.#forge;
  }
}

/** Collects what can be read of clusters until the plugin starts, each cluster once. */
class ClusterProviders<T extends { readonly cluster: string }> {
  readonly #providers = new Map<string, T>();

  addProvider(provider: T): void {
    if (this.#providers.has(provider.cluster)) {
      throw new ConflictError(
        `Cluster ${provider.cluster} is configured twice in gitops.clusters`,
      );
    }
    this.#providers.set(provider.cluster, provider);
  }

  get providers(): T[] {
    return [...this.#providers.values()];
  }
}

/** The clusters whose Applications can be read. */
export class ClusterStatusExtension
  extends ClusterProviders<ClusterStatusProvider>
  implements ClusterStatusExtensionPoint {}

/** The clusters whose objects can be read. */
export class LiveObjectsExtension
  extends ClusterProviders<LiveObjectsProvider>
  implements LiveObjectsExtensionPoint {}

/** The clusters whose workloads can be read. */
export class ClusterWorkloadsExtension
  extends ClusterProviders<ClusterWorkloadsProvider>
  implements ClusterWorkloadsExtensionPoint {}
