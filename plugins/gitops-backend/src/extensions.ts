import { ConflictError } from '@backstage/errors';
import type {
  ClusterStatusExtensionPoint,
  ClusterStatusProvider,
  Forge,
  ForgeExtensionPoint,
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

/** Collects the clusters that can be read until the plugin starts. */
export class ClusterStatusExtension implements ClusterStatusExtensionPoint {
  readonly #providers = new Map<string, ClusterStatusProvider>();

  addProvider(provider: ClusterStatusProvider): void {
    if (this.#providers.has(provider.cluster)) {
      throw new ConflictError(
        `Cluster ${provider.cluster} is configured twice in gitops.clusters`,
      );
    }
    this.#providers.set(provider.cluster, provider);
  }

  get providers(): ClusterStatusProvider[] {
    return [...this.#providers.values()];
  }
}
