import type { KubernetesAuthProvidersApi } from '@backstage/plugin-kubernetes-react';

/**
 * Clusters are read with the portal's own read-only accounts, whichever way the backend
 * gets their tokens: the browser adds nothing to a request.
 */
export const serverSideAuthProviders: KubernetesAuthProvidersApi = {
  decorateRequestBodyForAuth: async (_authProvider, requestBody) => requestBody,
  getCredentials: async () => ({}),
};
