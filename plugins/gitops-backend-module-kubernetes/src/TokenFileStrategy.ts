import { InputError } from '@backstage/errors';
import type {
  AuthenticationStrategy,
  AuthMetadata,
  ClusterDetails,
  KubernetesCredential,
} from '@backstage/plugin-kubernetes-node';
import { readSmallFile } from './readSmallFile';

/** Name of the strategy, as `authProvider` of a cluster. */
export const TOKEN_FILE_AUTH_PROVIDER = 'serviceAccountTokenFile';

/** Key of a cluster's `authMetadata` that holds the path of the token file. */
export const TOKEN_FILE_METADATA = 'tokenFile';

/** Signs in to a cluster with a token that is read anew for every request, because tokens rotate. */
export class TokenFileStrategy implements AuthenticationStrategy {
  /**
   * Never throws: the Kubernetes plugin would give up on all clusters then. Without a token the
   * request is not sent, and this cluster alone reports it.
   */
  async getCredential({
    authMetadata,
  }: ClusterDetails): Promise<KubernetesCredential> {
    const token = await readSmallFile(authMetadata[TOKEN_FILE_METADATA] ?? '');
    return token === undefined
      ? { type: 'anonymous' }
      : { type: 'bearer token', token };
  }

  validateCluster(authMetadata: AuthMetadata): Error[] {
    return authMetadata[TOKEN_FILE_METADATA]
      ? []
      : [
          new InputError(
            `authProvider ${TOKEN_FILE_AUTH_PROVIDER} needs authMetadata.${TOKEN_FILE_METADATA}`,
          ),
        ];
  }

  /** The path is nobody's business outside of the back end. */
  presentAuthMetadata(): AuthMetadata {
    return {};
  }
}
